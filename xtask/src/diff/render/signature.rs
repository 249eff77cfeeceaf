//! What is different between two signatures, in words: they are long, and most of them stays.

/// What a method takes and gives instead; nothing where these are no signatures.
pub(super) fn change(from: &str, to: &str) -> Option<String> {
    let (old, new) = (parts(from)?, parts(to)?);
    let missing = |these: &[&str], those: &[&str]| -> Vec<String> {
        these.iter().filter(|one| !those.contains(one)).map(|one| format!("`{one}`")).collect()
    };
    let (gone, come) = (missing(&old.0, &new.0), missing(&new.0, &old.0));
    let mut said = match (gone.as_slice(), come.as_slice()) {
        ([], []) if old.0 == new.0 => Vec::new(),
        ([], []) => vec![format!("takes `({})` in this order", new.0.join(", "))],
        (gone, []) => vec![format!("no longer takes {}", gone.join(", "))],
        ([], come) => vec![format!("takes {}, too", come.join(", "))],
        (gone, come) => vec![format!("takes {} instead of {}", come.join(", "), gone.join(", "))],
    };
    if old.1 != new.1 {
        said.push(format!("gives `{}` instead of `{}`", new.1, old.1));
    }
    (!said.is_empty()).then(|| said.join(", and "))
}

/// The arguments and the result.
fn parts(signature: &str) -> Option<(Vec<&str>, &str)> {
    let inner = signature.strip_prefix('(')?;
    let (mut depth, mut start, mut arguments, mut last) = (0_usize, 0, Vec::new(), ' ');
    for (at, c) in inner.char_indices() {
        match c {
            '(' | '[' | '<' | '{' => depth += 1,
            ')' if depth == 0 => {
                arguments.push(inner[start..at].trim());
                arguments.retain(|argument| !argument.is_empty());
                let result = inner[at + 1..].trim().strip_prefix("->")?;
                return Some((arguments, result.trim()));
            }
            '>' if last == '-' => {}
            ')' | ']' | '>' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                arguments.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        last = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn only_what_differs_is_told() {
        for (from, to, expected) in [
            ("(a: A, b: Map<B, C>) -> Self", "(a: A) -> Self", Some("no longer takes `b: Map<B, C>`")),
            ("(a: A) -> Self", "(a: A, f: fn(B) -> C) -> Self", Some("takes `f: fn(B) -> C`, too")),
            (
                "(a: A) -> B",
                "(a: C) -> D",
                Some("takes `a: C` instead of `a: A`, and gives `D` instead of `B`"),
            ),
            ("(a: A, b: A) -> B", "(b: A, a: A) -> B", Some("takes `(b: A, a: A)` in this order")),
            ("(A)", "(B)", None),
            ("Vec<A>", "Vec<B>", None),
        ] {
            assert_eq!(change(from, to).as_deref(), expected, "{from} to {to}");
        }
    }
}
