//! What the attempts of a call have left behind, whatever came of the last one.

use std::time::Duration;

/// How many attempts a call has made, and what is known of those before the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    pub(crate) attempts: u32,
    /// An attempt may have been carried out: there was no answer, or one that leaves it open and was not the last.
    pub(crate) unknown: bool,
    /// How long the server asked to wait, in the last answer.
    pub(crate) asked: Option<Duration>,
}
