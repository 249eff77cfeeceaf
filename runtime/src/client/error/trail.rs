//! What the attempts of a call have left behind, whatever came of the last one.

/// How many attempts a call has made, and what is known of those before the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    pub(crate) attempts: u32,
    /// An attempt may have been carried out without an answer.
    pub(crate) unknown: bool,
}
