//! The differences between two generations of a public API, as they were found by reading its pages.

use super::{document, report};
use crate::diff::{Level, Policy, compare};

const OLDER: &str = include_str!("../../../../tests/fixtures/diff/otark-older.yaml");
const NEWER: &str = include_str!("../../../../tests/fixtures/diff/otark-newer.yaml");

/// A difference: what it is, the rule that has to speak, its level, and where.
const DIFFERENCES: &[(&str, &str, Level, &str)] = &[
    (
        "statuses, for readers",
        "response-property-enum-value-added",
        Level::Warning,
        "/components/schemas/Customer/properties/status/enum",
    ),
    (
        "statuses, in filters",
        "request-parameter-enum-value-removed",
        Level::Breaking,
        "/paths/~1v1~1customers/get/parameters/0/schema/enum",
    ),
    (
        "statuses, for writers",
        "request-property-enum-value-removed",
        Level::Breaking,
        "/components/schemas/CustomerUpdate/properties/status/enum",
    ),
    (
        "the meaning of PATCH",
        "api-description-changed",
        Level::Info,
        "/paths/~1v1~1customers~1{customer_id}/patch",
    ),
    (
        "`approved_at` is gone",
        "response-optional-property-removed",
        Level::Warning,
        "/components/schemas/Customer/properties/approved_at",
    ),
    (
        "`activated_at` is new",
        "response-optional-property-added",
        Level::Info,
        "/components/schemas/Customer",
    ),
    (
        "`updated_at` is gone",
        "response-required-property-removed",
        Level::Breaking,
        "/components/schemas/Customer/properties/updated_at",
    ),
    (
        "values of `tso`, for readers",
        "response-property-enum-value-added",
        Level::Warning,
        "/components/schemas/Tso/enum",
    ),
    (
        "values of `tso`, for writers",
        "request-property-enum-value-removed",
        Level::Breaking,
        "/components/schemas/Tso/enum",
    ),
    (
        "`next_cursor` is new",
        "response-optional-property-added",
        Level::Info,
        "/components/schemas/Pagination",
    ),
    (
        "`after` is opaque",
        "request-parameter-description-changed",
        Level::Info,
        "/paths/~1v1~1customers/get/parameters/2",
    ),
    (
        "`sender.asset` is gone",
        "response-required-property-removed",
        Level::Breaking,
        "/components/schemas/Transaction/properties/sender/properties/asset",
    ),
    (
        "`sender.asset_id` is new",
        "response-required-property-added",
        Level::Info,
        "/components/schemas/Transaction/properties/sender",
    ),
    (
        "`include_assets` is new",
        "new-optional-request-parameter",
        Level::Info,
        "/paths/~1v1~1transactions~1{transaction_id}~1history/get",
    ),
    (
        "`assets` is new",
        "response-optional-property-added",
        Level::Info,
        "/paths/~1v1~1transactions~1{transaction_id}~1history/get/responses/200/content/application~1json/schema",
    ),
    (
        "`slots` may be missing",
        "response-property-became-optional",
        Level::Breaking,
        "/components/schemas/Nomination/properties/slots",
    ),
    ("scopes, in words", "api-description-changed", Level::Info, "/paths/~1v1~1customers/get"),
    ("scopes, as an answer", "response-non-success-status-added", Level::Info, "/paths/~1v1~1customers/get"),
    (
        "read-only fields are refused, in words",
        "api-description-changed",
        Level::Info,
        "/paths/~1v1~1customers~1{customer_id}/patch",
    ),
    (
        "a limit of ids",
        "request-property-max-items-set",
        Level::Warning,
        "/paths/~1v1~1nominations~1bulk/post/requestBody/content/application~1json/schema/properties/ids",
    ),
];

#[test]
fn every_difference_is_found_with_its_level() {
    let report = report(OLDER, NEWER, &Policy::default());
    for (what, rule, level, pointer) in DIFFERENCES {
        let found = report.findings.iter().find(|finding| {
            finding.rule == *rule
                && finding.base.as_ref().is_some_and(|place| place.pointer.as_str() == *pointer)
        });
        let Some(found) = found else {
            let all: Vec<String> = report
                .findings
                .iter()
                .map(|finding| {
                    format!(
                        "{} {:?}",
                        finding.rule,
                        finding.base.as_ref().map(|place| place.pointer.as_str().to_owned())
                    )
                })
                .collect();
            panic!("{what}: no `{rule}` at `{pointer}` in {all:#?}");
        };
        assert_eq!(found.level, *level, "{what}");
    }
}

/// The fourteenth difference is one of the pages that the documents came in, and in neither of these.
#[test]
fn the_documents_are_no_change_of_themselves() {
    for text in [OLDER, NEWER] {
        let document = document(text);
        assert!(
            compare(&document, &document, &Policy { thorough: true, ..Policy::default() })
                .findings
                .is_empty()
        );
    }
}
