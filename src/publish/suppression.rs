//! Small counts hidden, and more beside them, so that no hidden one can be found by subtraction.

/// Which counts may be shown when their total is shown too.
///
/// A count below the threshold is hidden, zero as well: "hidden" must not mean "someone lives
/// here". Then the smallest shown counts are hidden too, all equal ones together, until the hidden
/// ones together reach the threshold and are not all the same. When all together are below the
/// threshold nothing remains.
///
/// Why this is enough: whoever knows the rule, the total and what is shown knows the sum of what
/// is hidden, which is no small group. As equal counts go together, the rule does not look at the
/// order of the counts; so each order of the hidden ones is shown in the same way, and a place
/// whose count is small may as well have another one.
///
/// Source: complementary cell suppression, Willenborg and de Waal, *Elements of Statistical
/// Disclosure Control* (2001), chapter 6, for one dimension.
///
/// ```
/// use jalon::publish::hide_small_counts;
/// // 4 and 0 are small; their sum would be 37 - 20 - 13, so 13 goes too.
/// assert_eq!(hide_small_counts(&[20, 4, 13, 0], 11), [Some(20), None, None, None]);
/// // Were only one 11 hidden, the sum 21 could be 11 + 10 in this order alone.
/// assert_eq!(hide_small_counts(&[11, 11, 10, 30], 11), [None, None, None, Some(30)]);
/// // Where all that is hidden is nobody, nobody is found.
/// assert_eq!(hide_small_counts(&[20, 13, 0], 11), [Some(20), Some(13), None]);
/// ```
#[must_use]
pub fn hide_small_counts(counts: &[u32], threshold: u32) -> Vec<Option<u32>> {
    let mut least_shown = threshold;
    while !is_safe(counts, least_shown, threshold) {
        let smallest = counts.iter().filter(|&&count| count >= least_shown).min();
        match smallest {
            Some(count) => least_shown = count.saturating_add(1),
            None => break,
        }
    }
    counts
        .iter()
        .map(|&count| Some(count).filter(|&count| count >= least_shown))
        .collect()
}

/// Whether nobody is hidden, or enough are hidden together whose order cannot be told.
fn is_safe(counts: &[u32], least_shown: u32, threshold: u32) -> bool {
    let hidden = || counts.iter().filter(|&&count| count < least_shown);
    let sum: u64 = hidden().map(|&count| u64::from(count)).sum();
    let are_alike = hidden().min() == hidden().max();
    sum == 0 || (sum >= u64::from(threshold) && !are_alike)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// All lists of `len` counts whose sum is at most `most`.
    fn lists_of(len: usize, most: u32) -> Vec<Vec<u32>> {
        let Some(rest) = len.checked_sub(1) else {
            return vec![Vec::new()];
        };
        lists_of(rest, most)
            .into_iter()
            .flat_map(|list| {
                let left = most - list.iter().sum::<u32>();
                (0..=left).map(move |next| [list.as_slice(), &[next]].concat())
            })
            .collect()
    }

    #[test]
    fn an_attacker_who_knows_the_rule_and_the_total_finds_no_small_count() {
        for (len, threshold, most) in [(2, 4, 40), (3, 4, 30), (4, 4, 24), (5, 3, 16), (3, 5, 30)] {
            let mut alike: BTreeMap<_, Vec<Vec<u32>>> = BTreeMap::new();
            for list in lists_of(len, most) {
                let seen = (
                    hide_small_counts(&list, threshold),
                    list.iter().sum::<u32>(),
                );
                alike.entry(seen).or_default().push(list);
            }
            alike.retain(|(_, total), _| *total >= threshold);
            for (lists, place) in alike
                .values()
                .flat_map(|of| (0..len).map(move |at| (of, at)))
            {
                let count = lists[0][place];
                let is_found = lists.iter().all(|list| list[place] == count);
                let is_small = (1..threshold).contains(&count);
                assert!(!(is_found && is_small), "{place} of {:?}", lists[0]);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_small_count_is_shown(counts in prop::collection::vec(0_u32..40, 1..30)) {
            let shown = hide_small_counts(&counts, 11);

            prop_assert!(shown.iter().flatten().all(|&count| count >= 11));
        }

        #[test]
        fn what_is_shown_is_true(counts in prop::collection::vec(0_u32..40, 1..30)) {
            let shown = hide_small_counts(&counts, 11);

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
