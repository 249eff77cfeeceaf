//! Calls that go where a link of the server leads, with their credentials, as long as that is the same server.

use url::Url;

use super::Call;
use crate::client::target::Target;

/// Why a link is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkFault {
    Syntax,
    /// It leads to another server, which has no business with the credentials.
    Elsewhere,
}

impl Call {
    /// Calls the target of a link that the server has sent, such as to the next page, in place of the call's own path
    /// and query.
    ///
    /// The link may be relative to the call's own URL. One that leads to another host, port or scheme is refused: the
    /// credentials would go there too.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Core, Error, Method, Pages, Reply};
    ///
    /// fn customers(core: Core) -> Pages<Reply, Error> {
    ///     let fetch = move |link: Option<String>| {
    ///         let call = core.request(Method::GET, "/v1/customers").query("limit", "100");
    ///         let call = match link {
    ///             Some(link) => call.follow(link),
    ///             None => call,
    ///         };
    ///         async { call.reply().await?.success() }
    ///     };
    ///     Pages::by_cursor(fetch, |page| page.link("next").map(str::to_owned))
    /// }
    /// ```
    pub fn follow(mut self, link: impl Into<String>) -> Self {
        self.link = Some(link.into());
        self
    }
}

/// The URL of the link, given the call's own, and the credentials that stand in a query.
pub(super) fn resolve(own: &str, link: &str, credentials: &Target) -> Result<String, LinkFault> {
    let own = Url::parse(own).map_err(|_| LinkFault::Syntax)?;
    let mut url = own.join(link).map_err(|_| LinkFault::Syntax)?;
    let has_user = !url.username().is_empty() || url.password().is_some();
    if url.origin() != own.origin() || has_user {
        return Err(LinkFault::Elsewhere);
    }
    url.set_fragment(None);
    let separator = if url.query().is_some() { "&" } else { "?" };
    let credentials = credentials.render("", "").map_err(|_| LinkFault::Syntax)?;
    Ok(match credentials.strip_prefix('?') {
        Some(query) => format!("{url}{separator}{query}"),
        None => url.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::{LinkFault, Target, resolve};

    #[test]
    fn a_link_stays_at_its_server() {
        let own = "https://h:8443/v1/a?page=1";
        let cases = [
            ("https://h:8443/v1/a?page=2", Ok("https://h:8443/v1/a?page=2")),
            ("/v1/b", Ok("https://h:8443/v1/b")),
            ("?page=2#x", Ok("https://h:8443/v1/a?page=2")),
            ("b", Ok("https://h:8443/v1/b")),
            ("https://other:8443/v1/a", Err(LinkFault::Elsewhere)),
            ("https://h/v1/a", Err(LinkFault::Elsewhere)),
            ("http://h:8443/v1/a", Err(LinkFault::Elsewhere)),
            ("//other/v1/a", Err(LinkFault::Elsewhere)),
            ("https://u:p@h:8443/v1/a", Err(LinkFault::Elsewhere)),
            ("data:text/plain,x", Err(LinkFault::Elsewhere)),
            ("https://h:99999/", Err(LinkFault::Syntax)),
        ];
        for (link, expected) in cases {
            assert_eq!(resolve(own, link, &Target::default()), expected.map(str::to_owned), "{link}");
        }
        let mut credentials = Target::default();
        credentials.query("key", "k");
        assert_eq!(resolve(own, "/b", &credentials).unwrap(), "https://h:8443/b?key=k");
        assert_eq!(resolve(own, "?page=2", &credentials).unwrap(), "https://h:8443/v1/a?page=2&key=k");
    }
}
