//! Text that must not be shown: a key, a token, a password.

use std::fmt;

use bytes::Bytes;
use zeroize::Zeroizing;

/// Text that is never printed and whose memory is overwritten when it is dropped.
///
/// `Debug` shows `[redacted]`, there is no `Display`, and the one way to the text is [`expose`](Self::expose).
/// That holds for what the client makes of it, too: credentials, and the values of headers that are sent.
///
/// Copies that others make are out of its reach. Those are the text in a `&str` that it is made from, a key that the
/// document wants in the query and that is part of a URL, the body in which an access token comes, and the buffers of
/// the transport, of its sockets and of the TLS library.
///
/// ```
/// use specwright_runtime::client::Secret;
///
/// let key = Secret::from("brp_live_0815");
/// assert_eq!(format!("{key:?}"), "[redacted]");
/// assert_eq!(key.expose(), "brp_live_0815");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text as shared bytes, which are overwritten when the last of their owners is dropped.
    pub(crate) fn into_bytes(self) -> Bytes {
        Bytes::from_owner(Owner(self))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// Not an impl of `AsRef` on [`Secret`] itself, so that a secret is exposed by name only.
struct Owner(Secret);

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}
