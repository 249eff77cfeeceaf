//! Finding what spoils a whole: the schemas without which the others can be generated and compiled.

use std::collections::BTreeMap;

use anyhow::Result;

/// What came of an attempt with some of the schemas.
#[derive(Debug)]
pub(super) enum Attempt {
    /// It worked.
    Passed,
    /// It did not, and these schemas are why.
    Blamed(BTreeMap<usize, String>),
    /// It did not, and nothing says which schema is why.
    Failed(String),
}

/// The schemas among `all` that have to be left out so that an attempt passes, each with the reason.
///
/// Where an attempt blames nobody, the shortest sequence of schemas that fails is searched by halving; the last of
/// them is left out.
///
/// # Errors
/// When an attempt could not be made.
pub(super) fn sift(
    all: &[usize],
    mut attempt: impl FnMut(&[usize]) -> Result<Attempt>,
) -> Result<BTreeMap<usize, String>> {
    let mut refused = BTreeMap::new();
    let mut rest = all.to_vec();
    // How many of the rest, from the first, are known to pass.
    let mut passing = 0;
    while passing < rest.len() {
        match attempt(&rest)? {
            Attempt::Passed => break,
            Attempt::Blamed(found) if rest.iter().any(|unit| found.contains_key(unit)) => {
                rest.retain(|unit| !found.contains_key(unit));
                refused.extend(found);
                passing = 0;
            }
            Attempt::Blamed(found) => {
                let reason = found.into_values().next().unwrap_or_default();
                refuse_one(&mut rest, &mut passing, &mut refused, reason, &mut attempt)?;
            }
            Attempt::Failed(reason) => {
                refuse_one(&mut rest, &mut passing, &mut refused, reason, &mut attempt)?;
            }
        }
    }
    Ok(refused)
}

/// Takes the last schema of the shortest sequence that fails out of the rest.
fn refuse_one(
    rest: &mut Vec<usize>,
    passing: &mut usize,
    refused: &mut BTreeMap<usize, String>,
    mut reason: String,
    attempt: &mut impl FnMut(&[usize]) -> Result<Attempt>,
) -> Result<()> {
    let mut failing = rest.len();
    while failing - *passing > 1 {
        let middle = usize::midpoint(*passing, failing);
        match attempt(&rest[..middle])? {
            Attempt::Passed => *passing = middle,
            Attempt::Failed(why) => (failing, reason) = (middle, why),
            Attempt::Blamed(found) => {
                failing = middle;
                reason = found.into_values().next().unwrap_or(reason);
            }
        }
    }
    refused.insert(rest.remove(*passing), reason);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Attempt, sift};

    #[test]
    fn whoever_is_blamed_is_left_out() {
        let mut attempts = 0;
        let refused = sift(&[0, 1, 2, 3], |units| {
            attempts += 1;
            let found: BTreeMap<_, _> =
                units.iter().filter(|&&unit| unit == 2).map(|&unit| (unit, "bad".to_owned())).collect();
            Ok(if found.is_empty() { Attempt::Passed } else { Attempt::Blamed(found) })
        });
        assert_eq!(refused.unwrap(), BTreeMap::from([(2, "bad".to_owned())]));
        assert_eq!(attempts, 2);
    }

    #[test]
    fn without_blame_the_culprits_are_searched() {
        let mut attempts = 0;
        let all: Vec<usize> = (0..100).collect();
        let refused = sift(&all, |units| {
            attempts += 1;
            let bad = units.iter().any(|unit| [17, 42, 99].contains(unit));
            Ok(if bad { Attempt::Failed("no".to_owned()) } else { Attempt::Passed })
        });
        assert_eq!(refused.unwrap().into_keys().collect::<Vec<_>>(), [17, 42, 99]);
        assert!(attempts < 30, "{attempts}");
    }

    #[test]
    fn of_two_that_fail_together_one_goes() {
        let refused = sift(&[5, 6, 7, 8], |units| {
            let bad = units.contains(&5) && units.contains(&7);
            Ok(if bad { Attempt::Failed("both".to_owned()) } else { Attempt::Passed })
        });
        assert_eq!(refused.unwrap().into_keys().collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn nothing_may_be_left() {
        let refused = sift(&[1, 2], |_| Ok(Attempt::Failed("all".to_owned())));
        assert_eq!(refused.unwrap().len(), 2);
        assert!(sift(&[], |_| Ok(Attempt::Passed)).unwrap().is_empty());
    }
}
