//! How bad a change is, and for which way of travelling.

use std::fmt;

/// How bad a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Off,
    /// Nobody is harmed.
    Info,
    /// Somebody may be harmed: it depends on what they do, or on what the server did before.
    Warning,
    /// Somebody who relied on the document is harmed.
    Breaking,
}

impl Level {
    /// Every level, the worst first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Warning, Self::Info, Self::Off];

    /// `breaking`, `warning`, `info` or `off`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Off => "off",
        }
    }

    /// Reads a level.
    ///
    /// ```
    /// use specwright::diff::Level;
    ///
    /// assert_eq!(Level::parse("warning"), Some(Level::Warning));
    /// assert_eq!(Level::parse("loud"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which way the values travel that a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From whoever uses the API to whoever offers it.
    Request,
    /// From whoever offers the API to whoever uses it.
    Response,
    /// Neither: the change is about an operation, the way to it, or the document.
    Neither,
}

impl Direction {
    /// `request`, `response` or `none`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Neither => "none",
        }
    }
}
