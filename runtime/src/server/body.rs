//! Bodies of responses that may be of several media types.

use std::borrow::Cow;

use axum::body::Body;

/// A body of one of the media types that the document lists.
///
/// ```
/// use specwright_runtime::server::Content;
///
/// let as_json: Content<Vec<i64>> = vec![1, 2].into();
/// let as_text: Content<Vec<i64>> = Content::other("text/csv", "1,2");
/// ```
#[derive(Debug)]
pub enum Content<T> {
    /// JSON.
    Json(T),
    /// Any other media type.
    Other {
        /// The media type.
        media_type: Cow<'static, str>,
        /// The body.
        body: Body,
    },
}

impl<T> Content<T> {
    /// A body of another media type than JSON.
    pub fn other(media_type: impl Into<Cow<'static, str>>, body: impl Into<Body>) -> Self {
        Self::Other { media_type: media_type.into(), body: body.into() }
    }
}

impl<T> From<T> for Content<T> {
    fn from(value: T) -> Self {
        Self::Json(value)
    }
}
