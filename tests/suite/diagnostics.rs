//! What a person reads about a document that is not right: every problem with its line, a mark and a hint.

use suite::fixture;

#[test]
fn problems_read_as_they_were_approved() {
    for case in fixture::cases("diagnostics") {
        let generated = fixture::generate(&case);
        assert!(!generated.diagnostics.is_empty(), "{} is about problems", case.name);
        insta::with_settings!({ snapshot_suffix => case.name.clone(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("diagnostics", generated.problems());
        });
    }
}

#[test]
fn tools_get_the_same_problems_as_json() {
    for case in fixture::cases("diagnostics") {
        let generated = fixture::generate(&case);
        let lines: Vec<serde_json::Value> =
            generated.problems_as_json().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), generated.diagnostics.len(), "{}", case.name);
        for line in &lines {
            assert!(line["code"].is_string() && line["message"].is_string(), "{line}");
            if !line["file"].is_null() {
                assert!(line["line"].as_u64() > Some(0) && line["column"].as_u64() > Some(0), "{line}");
            }
        }
        let places: Vec<_> = lines
            .iter()
            .map(|line| {
                (line["file"].as_str().map(str::to_owned), line["line"].as_u64(), line["column"].as_u64())
            })
            .collect();
        assert!(places.is_sorted(), "{}: {places:?}", case.name);
    }
}

#[test]
fn an_error_confines_itself() {
    for case in fixture::cases("diagnostics") {
        let generated = fixture::generate(&case);
        let is_fatal = ["configuration", "swagger", "syntax", "version"].contains(&case.name.as_str());
        assert_eq!(generated.packages.is_empty(), is_fatal, "{}", case.name);
    }
}

#[test]
fn the_ledger_accounts_for_everything() {
    for case in fixture::cases("diagnostics") {
        let generated = fixture::generate(&case);
        let Some(ledger) = &generated.ledger else { continue };
        insta::with_settings!({ snapshot_suffix => case.name.clone(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("ledger", ledger.table());
        });
        let json = ledger.json(&generated.sources);
        let count = |list: &str| json[list].as_array().unwrap().len();
        assert_eq!(
            (count("operations"), count("keywords")),
            (ledger.operations.len(), ledger.keywords.len())
        );
        let totals = &json["totals"]["operations"];
        let sum: u64 =
            ["generated", "degraded", "refused"].map(|status| totals[status].as_u64().unwrap()).iter().sum();
        assert_eq!(sum, count("operations") as u64);
    }
}
