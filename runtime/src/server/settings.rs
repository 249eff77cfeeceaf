//! What a server allows a request.

use std::time::Duration;

/// What a server allows a request, and how it treats responses.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::server::Settings;
///
/// let settings = Settings::default().with_body_limit(64 * 1024).with_read_timeout(Duration::from_secs(5));
/// assert_eq!(settings.body_limit(), 65_536);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    body_limit: usize,
    read_timeout: Duration,
    are_responses_checked: bool,
}

impl Default for Settings {
    /// Bodies of at most 2 MiB that come within 30 seconds; responses are checked in builds with debug assertions.
    fn default() -> Self {
        Self {
            body_limit: 2 * 1024 * 1024,
            read_timeout: Duration::from_secs(30),
            are_responses_checked: cfg!(debug_assertions),
        }
    }
}

impl Settings {
    /// The most bytes that the body of a request may have.
    #[must_use]
    pub const fn body_limit(&self) -> usize {
        self.body_limit
    }

    /// The time in which a body has to come.
    #[must_use]
    pub const fn read_timeout(&self) -> Duration {
        self.read_timeout
    }

    /// Whether responses are checked with the rules of the document.
    #[must_use]
    pub const fn are_responses_checked(&self) -> bool {
        self.are_responses_checked
    }

    /// Sets the most bytes that the body of a request may have.
    #[must_use]
    pub const fn with_body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the time in which a body has to come.
    #[must_use]
    pub const fn with_read_timeout(mut self, limit: Duration) -> Self {
        self.read_timeout = limit;
        self
    }

    /// Says whether responses are checked with the rules of the document.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use specwright_runtime::server::Settings;
    ///
    /// let settings = Settings::default().with_response_checks(true).with_read_timeout(Duration::from_secs(5));
    /// assert!(settings.are_responses_checked());
    /// assert_eq!(settings.read_timeout(), Duration::from_secs(5));
    /// ```
    #[must_use]
    pub const fn with_response_checks(mut self, are_checked: bool) -> Self {
        self.are_responses_checked = are_checked;
        self
    }
}
