//! Version bumps.

/// What a change means for the version of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// The crate stays what it is.
    None,
    /// What it does changes, what it offers does not.
    Patch,
    /// It offers more.
    Minor,
    /// Code that uses it may not compile any more.
    Major,
}

impl Bump {
    /// `none`, `patch`, `minor` or `major`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The version that follows, by the rules of Cargo: below 1.0.0, the second number is what breaks.
///
/// ```
/// use specwright::surface::{Bump, next_version};
///
/// assert_eq!(next_version("1.2.3", Bump::Major).as_deref(), Some("2.0.0"));
/// assert_eq!(next_version("0.2.3", Bump::Major).as_deref(), Some("0.3.0"));
/// assert_eq!(next_version("0.2.3", Bump::Minor).as_deref(), Some("0.2.4"));
/// assert_eq!(next_version("soon", Bump::Minor), None);
/// ```
#[must_use]
pub fn next_version(version: &str, bump: Bump) -> Option<String> {
    let core = version.split(['-', '+']).next()?;
    let mut numbers = core.split('.').map(str::parse::<u64>);
    let (major, minor, patch) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let (major, minor, patch) = match (major, minor, bump) {
        (_, _, Bump::None) => (major, minor, patch),
        (0, 0, Bump::Major | Bump::Minor | Bump::Patch) | (_, _, Bump::Patch) => (major, minor, patch + 1),
        (0, _, Bump::Major) => (0, minor + 1, 0),
        (0, _, Bump::Minor) => (0, minor, patch + 1),
        (_, _, Bump::Major) => (major + 1, 0, 0),
        (_, _, Bump::Minor) => (major, minor + 1, 0),
    };
    Some(format!("{major}.{minor}.{patch}"))
}
