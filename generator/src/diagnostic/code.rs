//! The catalogue of problems: one row each, with a stable code, a severity and a title.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident;)+) => {
        /// The kind of a problem. The text of a code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable text, such as `unresolved-ref`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// How bad such a problem is unless the configuration says otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// Whether nothing can be generated because of such a problem.
            #[must_use]
            pub const fn is_fatal(self) -> bool {
                matches!(
                    self,
                    Self::InvalidUtf8
                        | Self::LimitExceeded
                        | Self::Syntax
                        | Self::UnsupportedVersion
                        | Self::InvalidPage
                        | Self::InvalidConfig
                )
            }

            /// What the code means, in a sentence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

codes! {
    /// A file could not be read.
    Unreadable = "unreadable", Error;
    /// A file is not UTF-8.
    InvalidUtf8 = "invalid-utf8", Error;
    /// A document is larger, deeper or more repetitive than the limits allow.
    LimitExceeded = "limit-exceeded", Error;
    /// The text is not YAML or not JSON.
    Syntax = "syntax", Error;
    /// An object has the same key twice.
    DuplicateKey = "duplicate-key", Error;
    /// The document is not an OpenAPI document of a version that is read.
    UnsupportedVersion = "unsupported-version", Error;
    /// A keyword has a value of the wrong type.
    WrongType = "wrong-type", Error;
    /// A keyword that must be there is not.
    MissingKeyword = "missing-keyword", Error;
    /// A keyword that OpenAPI does not know at this place.
    UnknownKeyword = "unknown-keyword", Warning;
    /// A keyword that has no effect at this place.
    IgnoredKeyword = "ignored-keyword", Warning;
    /// A `$ref` points to nothing.
    UnresolvedRef = "unresolved-ref", Error;
    /// A `$ref` leads out of the folder of the document.
    ForbiddenRef = "forbidden-ref", Error;
    /// Schemas that are nothing but references to each other.
    RefCycle = "ref-cycle", Error;
    /// Two operations have the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id", Warning;
    /// An operation has no `operationId`; its name is made of method and path.
    MissingOperationId = "missing-operation-id", Warning;
    /// A path template names a parameter that no parameter object declares.
    UndeclaredPathParameter = "undeclared-path-parameter", Warning;
    /// A path parameter does not occur in the path template.
    UnusedPathParameter = "unused-path-parameter", Warning;
    /// Two path templates match the same paths.
    AmbiguousPath = "ambiguous-path", Warning;
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme = "unknown-security-scheme", Warning;
    /// `required` lists a key that is no property; it has to be there, whatever its value.
    RequiredWithoutProperty = "required-without-property", Warning;
    /// A `pattern` is not a regular expression of ECMA-262; it is not checked.
    InvalidPattern = "invalid-pattern", Warning;
    /// Two names become one in Rust.
    NameCollision = "name-collision", Error;
    /// The document uses what cannot be generated; the part is left out.
    Unsupported = "unsupported", Warning;
    /// The document uses what a Rust type cannot say; the part becomes a JSON value.
    Degraded = "degraded", Warning;
    /// The members of an `allOf` contradict each other.
    Contradiction = "contradiction", Error;
    /// An overlay does not do what it says.
    InvalidOverlay = "invalid-overlay", Error;
    /// A documentation page holds no OpenAPI fragment, or a broken one.
    InvalidPage = "invalid-page", Error;
    /// Pages or files say different things of one node.
    MergeConflict = "merge-conflict", Error;
    /// The configuration file does not follow its schema.
    InvalidConfig = "invalid-config", Error;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for text in texts {
            assert!(text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{text}");
        }
    }
}
