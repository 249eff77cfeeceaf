//! The members that RFC 9457 gives a problem, read from whatever body there is.

use serde_json::{Map, Value};

/// A problem as RFC 9457 describes it, apart from what a document says of its own problems.
///
/// It is read from the body of an error whatever its media type. As section 3.1 asks, a member of the wrong type
/// is ignored. A body without any of the five members is no problem.
///
/// ```
/// use specwright_runtime::client::Error;
///
/// fn limit(error: &Error) -> Option<u64> {
///     let problem = error.problem()?;
///     println!("{:?}: {:?}", problem.title, problem.detail);
///     problem.extensions.get("limit")?.as_u64()
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProblemDetails {
    /// `type`, a URI that identifies the type of the problem; `about:blank` where there is none.
    pub type_uri: String,
    /// `title`, a summary of the type of the problem.
    pub title: Option<String>,
    /// `status`, as the server wrote it into the body.
    pub status: Option<u16>,
    /// `detail`, what this occurrence is about.
    pub detail: Option<String>,
    /// `instance`, a URI that identifies this occurrence.
    pub instance: Option<String>,
    /// Every other member, section 3.2.
    pub extensions: Map<String, Value>,
}

impl ProblemDetails {
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        let mut members: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let [type_uri, title, detail, instance] =
            ["type", "title", "detail", "instance"].map(|name| match members.remove(name) {
                Some(Value::String(text)) => Some(text),
                _ => None,
            });
        let status = members.remove("status").and_then(|status| status.as_u64()?.try_into().ok());
        let is_problem =
            status.is_some() || [&type_uri, &title, &detail, &instance].into_iter().any(Option::is_some);
        is_problem.then(|| Self {
            type_uri: type_uri.unwrap_or_else(|| "about:blank".to_owned()),
            title,
            status,
            detail,
            instance,
            extensions: members,
        })
    }

    /// A short name of the type of the problem: the member `code` that many APIs add, else the last segment of `type`.
    ///
    /// ```
    /// use specwright_runtime::client::Error;
    ///
    /// fn is_out_of_stock(error: &Error) -> bool {
    ///     error.problem().is_some_and(|problem| problem.code() == Some("out_of_stock"))
    /// }
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        if let Some(Value::String(code)) = self.extensions.get("code") {
            return Some(code);
        }
        let segment = self.type_uri.trim_end_matches('/').rsplit(['/', '#', ':']).next()?;
        (self.type_uri != "about:blank" && !segment.is_empty()).then_some(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::ProblemDetails;

    #[test]
    fn the_members_of_rfc_9457() {
        let body = br#"{"type":"https://e/errors/already_active","title":"T","status":409,"detail":"D","instance":"/i","errors":[]}"#;
        let problem = ProblemDetails::parse(body).unwrap();
        assert_eq!(problem.code(), Some("already_active"));
        assert_eq!((problem.title.as_deref(), problem.status), (Some("T"), Some(409)));
        assert_eq!((problem.detail.as_deref(), problem.instance.as_deref()), (Some("D"), Some("/i")));
        assert!(problem.extensions.contains_key("errors"));
    }

    #[test]
    fn a_member_of_the_wrong_type_is_ignored() {
        let problem =
            ProblemDetails::parse(br#"{"type":1,"title":"T","status":"409","detail":null}"#).unwrap();
        assert_eq!(problem.type_uri, "about:blank");
        assert_eq!((problem.code(), problem.status, problem.detail.as_ref()), (None, None, None));
    }

    #[test]
    fn what_is_no_problem() {
        for body in
            ["", "[]", "null", "{}", "{\"a\":1}", "<html>", "{\"title\":1}", "\u{feff}{\"title\":\"T\"}"]
        {
            assert_eq!(ProblemDetails::parse(body.as_bytes()), None, "{body}");
        }
    }
}
