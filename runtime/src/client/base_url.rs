//! The URL of the server, checked once: paths of operations are appended to it.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

/// Where the requests of a client go.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// Scheme, authority and path, without a slash at the end.
    text: String,
    host: String,
    route: Route,
}

/// How a request gets to the host, as far as it matters to who may read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Over TLS.
    Tls,
    /// In the clear, but not off this machine.
    Loopback,
    /// In the clear, over a network.
    Plain,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, UrlFault> {
        let url = Url::parse(text).map_err(UrlFault::Syntax)?;
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            other => return Err(UrlFault::Scheme(other.to_owned())),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlFault::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(UrlFault::Query);
        }
        let host = url.host().ok_or(UrlFault::Syntax(url::ParseError::EmptyHost))?;
        let route = match (secure, is_loopback(&host)) {
            (true, _) => Route::Tls,
            (false, true) => Route::Loopback,
            (false, false) => Route::Plain,
        };
        let (host, text) = (host.to_string(), url.as_str().trim_end_matches('/').to_owned());
        Ok(Self { text, host, route })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn route(&self) -> Route {
        self.route
    }
}

/// The names of RFC 6761 section 6.3 and the addresses of RFC 1122 section 3.2.1.3 and RFC 4291 section 2.5.3.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).to_canonical().is_loopback(),
    }
}

/// Why a text is no base URL; never with the part of it where a password may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UrlFault {
    Syntax(url::ParseError),
    Scheme(String),
    UserInfo,
    Query,
}

impl fmt::Display for UrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(url::ParseError::RelativeUrlWithoutBase) => {
                f.write_str("it is not absolute: write `https://` and the host")
            }
            Self::Syntax(error) => error.fmt(f),
            Self::Scheme(scheme) => write!(f, "its scheme is `{scheme}`, not `https`"),
            Self::UserInfo => f.write_str("it has a user or password: configure a credential instead"),
            Self::Query => f.write_str("it has a query or a fragment, after which no path can stand"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, Route, UrlFault};

    #[test]
    fn a_base_url_is_normalized() {
        let cases = [
            ("https://api.otark.energy", "https://api.otark.energy", "api.otark.energy"),
            ("https://API.otark.energy:8443/", "https://api.otark.energy:8443", "api.otark.energy"),
            ("https://h/brp/", "https://h/brp", "h"),
            ("https://h/a/../b", "https://h/b", "h"),
            ("https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("http://[::1]:80", "http://[::1]", "[::1]"),
        ];
        for (text, expected, host) in cases {
            let base = BaseUrl::parse(text).unwrap();
            assert_eq!((base.as_str(), base.host()), (expected, host), "{text}");
        }
    }

    #[test]
    fn only_loopback_is_plain_and_private() {
        let loopback = [
            "localhost",
            "localhost.",
            "a.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
            "[::ffff:127.0.0.1]",
        ];
        for host in loopback {
            assert_eq!(
                BaseUrl::parse(&format!("http://{host}:8080")).unwrap().route(),
                Route::Loopback,
                "{host}"
            );
        }
        let others = [
            "api.otark.energy",
            "localhost.example",
            "notlocalhost",
            "10.0.0.1",
            "0.0.0.0",
            "[::]",
            "128.0.0.1",
        ];
        for host in others {
            assert_eq!(BaseUrl::parse(&format!("http://{host}")).unwrap().route(), Route::Plain, "{host}");
            assert_eq!(BaseUrl::parse(&format!("https://{host}")).unwrap().route(), Route::Tls, "{host}");
        }
    }

    #[test]
    fn what_is_no_base_url() {
        let fault = |text| BaseUrl::parse(text).unwrap_err();
        assert_eq!(fault("localhost:8080"), UrlFault::Scheme("localhost".to_owned()));
        assert_eq!(fault("ftp://h"), UrlFault::Scheme("ftp".to_owned()));
        assert_eq!(fault("https://user:hunter2@h"), UrlFault::UserInfo);
        assert_eq!(fault("https://h?a=b"), UrlFault::Query);
        assert_eq!(fault("https://h#a"), UrlFault::Query);
        for text in ["", "/v1", "api.otark.energy", "https://", "https://h:99999", "https://a b"] {
            assert!(matches!(fault(text), UrlFault::Syntax(_)), "{text}");
        }
    }
}
