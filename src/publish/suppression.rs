//! Small counts hidden, and more beside them, so that no hidden one can be found by subtraction.

/// The public never learns of a group of fewer households than this.
pub const PUBLIC_THRESHOLD: u32 = 11;

/// Which counts may be shown when their total is shown too.
///
/// A count below the threshold is hidden, zero as well: "hidden" must not mean "someone lives
/// here". Then the smallest shown counts are hidden too, until the hidden ones are at least two and
/// together reach the threshold: their sum, which anyone finds as total minus shown, then says
/// nothing of one of them. Of equal counts the first is taken, so the same counts always hide the
/// same. When all together are below the threshold nothing remains.
///
/// Source: complementary cell suppression, Willenborg and de Waal, *Elements of Statistical
/// Disclosure Control* (2001), chapter 6, for one dimension.
///
/// ```
/// use jalon::publish::hide_small_counts;
/// // 4 and 0 are small; their sum would be 37 - 20 - 13, so 13 goes too.
/// assert_eq!(hide_small_counts(&[20, 4, 13, 0], 11), [Some(20), None, None, None]);
/// // Where all that is hidden is nobody, nobody is found.
/// assert_eq!(hide_small_counts(&[20, 13, 0], 11), [Some(20), Some(13), None]);
/// ```
#[must_use]
pub fn hide_small_counts(counts: &[u32], threshold: u32) -> Vec<Option<u32>> {
    let mut shown: Vec<Option<u32>> = counts
        .iter()
        .map(|&count| Some(count).filter(|&count| count >= threshold))
        .collect();
    while !is_safe(counts, &shown, threshold) {
        let smallest = (0..shown.len())
            .filter(|&i| shown[i].is_some())
            .min_by_key(|&i| counts[i]);
        match smallest {
            Some(i) => shown[i] = None,
            None => break,
        }
    }
    shown
}

/// Whether nobody is hidden, or enough are hidden together.
fn is_safe(counts: &[u32], shown: &[Option<u32>], threshold: u32) -> bool {
    let hidden: Vec<u32> = counts
        .iter()
        .zip(shown)
        .filter_map(|(&count, shown)| shown.is_none().then_some(count))
        .collect();
    let sum: u32 = hidden.iter().sum();
    sum == 0 || (hidden.len() >= 2 && sum >= threshold)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every list of counts up to `most` that is shown in the same way and has the same total.
    fn look_alikes(counts: &[u32], threshold: u32, most: u32) -> Vec<Vec<u32>> {
        let (shown, total) = (
            hide_small_counts(counts, threshold),
            counts.iter().sum::<u32>(),
        );
        let mut lists: Vec<Vec<u32>> = vec![Vec::new()];
        for _ in counts {
            lists = lists
                .into_iter()
                .flat_map(|list| (0..=most).map(move |next| [list.clone(), vec![next]].concat()))
                .collect();
        }
        lists.retain(|list| {
            list.iter().sum::<u32>() == total && hide_small_counts(list, threshold) == shown
        });
        lists
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn an_attacker_who_knows_the_rule_and_the_total_finds_no_small_count(
            counts in prop::collection::vec(0_u32..9, 2..5),
        ) {
            const THRESHOLD: u32 = 4;
            let alike = look_alikes(&counts, THRESHOLD, 16);

            let total: u32 = counts.iter().sum();
            for i in 0..counts.len() {
                let is_small = (1..THRESHOLD).contains(&counts[i]) && total >= THRESHOLD;
                let same = alike.iter().all(|list| list[i] == counts[i]);
                prop_assert!(!(is_small && same), "cell {i} of {counts:?} is found");
            }
        }

        #[test]
        fn no_small_count_is_shown(counts in prop::collection::vec(0_u32..40, 1..30)) {
            let shown = hide_small_counts(&counts, PUBLIC_THRESHOLD);

            prop_assert!(shown.iter().flatten().all(|&count| count >= PUBLIC_THRESHOLD));
        }

        #[test]
        fn what_is_shown_is_true(counts in prop::collection::vec(0_u32..40, 1..30)) {
            let shown = hide_small_counts(&counts, PUBLIC_THRESHOLD);

            for (count, shown) in counts.iter().zip(shown) {
                prop_assert!(shown.is_none_or(|shown| shown == *count));
            }
        }
    }

    #[test]
    fn two_small_counts_below_the_threshold_take_a_third_with_them() {
        let shown = hide_small_counts(&[3, 2, 15, 40], 11);

        assert_eq!(shown, [None, None, None, Some(40)]);
    }
}
