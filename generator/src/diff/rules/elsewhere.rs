//! Ids of oasdiff that are no rules here, each with the reason.

/// Ids that are no rules here.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// The ids.
    pub ids: &'static [&'static str],
    /// Why, and what is told instead.
    pub reason: &'static str,
}

/// Every id of oasdiff that is no rule here.
pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        ids: &[
            "request-body-all-of-added",
            "request-body-all-of-removed",
            "request-property-all-of-added",
            "request-property-all-of-removed",
            "response-body-all-of-added",
            "response-body-all-of-removed",
            "response-property-all-of-added",
            "response-property-all-of-removed",
        ],
        reason: "`allOf` is merged before schemas are compared: what a member asserts is told keyword by keyword, such as \
                 `new-required-request-property`, and a member that asserts nothing new is no change",
    },
    Elsewhere {
        ids: &[
            "request-body-all-of-added-annotation-only",
            "request-body-all-of-removed-annotation-only",
            "request-property-all-of-added-annotation-only",
            "request-property-all-of-removed-annotation-only",
            "response-body-all-of-added-annotation-only",
            "response-body-all-of-removed-annotation-only",
            "response-property-all-of-added-annotation-only",
            "response-property-all-of-removed-annotation-only",
        ],
        reason: "a member of `allOf` that says nothing about values is no change of the wire",
    },
    Elsewhere {
        ids: &[
            "request-body-type-compatible",
            "request-property-type-compatible",
            "response-body-type-compatible",
            "response-header-type-compatible",
            "response-property-type-compatible",
        ],
        reason: "types are compared as sets of values: a change is `type-generalized`, `type-specialized` or \
                 `type-changed`, also where values are written as text, and one that leaves the set as it was is none",
    },
    Elsewhere {
        ids: &[
            "new-optional-request-default-parameter-to-existing-path",
            "new-required-request-default-parameter-to-existing-path",
        ],
        reason: "a parameter that is declared at the path counts as one of each operation below it: \
                 `new-optional-request-parameter` and `new-required-request-parameter` tell of both",
    },
];
