//! Small counts hidden, and more beside them, so that no hidden one can be found by subtraction.

/// The public never learns of a group of fewer households than this.
pub const PUBLIC_THRESHOLD: u32 = 11;

/// Which counts may be shown when their total is shown too.
///
/// A count from 1 to `threshold - 1` is hidden. Then the smallest shown counts are hidden as well,
/// until the hidden ones are at least two and together reach the threshold: their sum, which
/// anyone finds as total minus shown, then says nothing of one of them. Zeros are kept: they are
/// no household. Of equal counts the first is taken, so the same counts always hide the same.
/// When all together are below the threshold nothing but zeros remains.
///
/// Source: complementary cell suppression, Willenborg and de Waal, *Elements of Statistical
/// Disclosure Control* (2001), chapter 6, for one dimension.
///
/// ```
/// use jalon::publish::hide_small_counts;
/// // 4 is small; alone it would be 37 - 20 - 13, so 13 goes too.
/// assert_eq!(hide_small_counts(&[20, 4, 13, 0], 11), [Some(20), None, None, Some(0)]);
/// assert_eq!(hide_small_counts(&[20, 13, 0], 11), [Some(20), Some(13), Some(0)]);
/// ```
#[must_use]
pub fn hide_small_counts(counts: &[u32], threshold: u32) -> Vec<Option<u32>> {
    let mut shown: Vec<Option<u32>> = counts
        .iter()
        .map(|&count| Some(count).filter(|&count| count == 0 || count >= threshold))
        .collect();
    while !is_safe(counts, &shown, threshold) {
        let smallest = (0..shown.len())
            .filter(|&i| shown[i].is_some_and(|count| count > 0))
            .min_by_key(|&i| counts[i]);
        match smallest {
            Some(i) => shown[i] = None,
            None => break,
        }
    }
    shown
}

/// Whether nothing is hidden, or enough is hidden together.
fn is_safe(counts: &[u32], shown: &[Option<u32>], threshold: u32) -> bool {
    let hidden: Vec<u32> = counts
        .iter()
        .zip(shown)
        .filter_map(|(&count, shown)| shown.is_none().then_some(count))
        .collect();
    hidden.is_empty() || (hidden.len() >= 2 && hidden.iter().sum::<u32>() >= threshold)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_small_count_is_shown_or_left_alone(
            counts in prop::collection::vec(0_u32..40, 1..30),
        ) {
            let shown = hide_small_counts(&counts, PUBLIC_THRESHOLD);

            let small = |count: &u32| (1..PUBLIC_THRESHOLD).contains(count);
            prop_assert!(!shown.iter().flatten().any(small));
            let hidden = shown.iter().filter(|count| count.is_none()).count();
            let some_remain = shown.iter().flatten().any(|&count| count > 0);
            prop_assert!(hidden != 1 || !some_remain);
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
