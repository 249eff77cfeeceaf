//! Tests of what is changed, and of what is said of it.

use serde_json::{Value, json};

use super::judge::{Judgement, judge};
use super::{Pair, Random, Verdicts, pair, rewrite};

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "A", "version": "1" },
        "paths": { "/a/{id}": { "post": {
            "operationId": "postA",
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
            "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": {
                "type": "array", "items": { "$ref": "#/components/schemas/A" },
            } } } } },
        } } },
        "components": { "schemas": { "A": { "type": "object", "properties": {
            "s": { "type": "string" },
            "n": { "type": "integer" },
            "l": { "type": "array", "items": { "type": "number" } },
            "a": { "$ref": "#/components/schemas/A" },
        } } } },
    })
}

#[test]
fn every_change_is_seen_as_what_it_is() {
    let (document, mut random) = (document(), Random::new(1));
    let pairs: Vec<Pair> = (0..400).filter_map(|_| pair(&document, &mut random)).collect();
    assert!(pairs.len() > 200, "{}", pairs.len());
    let mut tried = 0;
    for pair in &pairs {
        match judge(pair) {
            Judgement::Right => tried += 1,
            Judgement::Unusable => {}
            Judgement::Wrong(said) => panic!("{:?} at {}: {said}", pair.verdicts, pair.place),
        }
    }
    assert!(tried > 200, "{tried}");
}

#[test]
fn a_verdict_that_is_not_the_expected_one_is_wrong() {
    let mut after = document();
    after["components"]["schemas"]["A"]["properties"]["s"]["maxLength"] = json!(3);
    let judged = |ids: [Option<&str>; 2], others: Option<&str>| {
        let common = ["max-length-set", "max-length-unset"].map(str::to_owned);
        let verdicts = Verdicts {
            ids: ids.map(|id| id.map(str::to_owned)),
            others: others.map(|operation| (operation.to_owned(), common)),
        };
        let place = String::new();
        judge(&Pair { before: document(), after: after.clone(), verdicts, place, is_reversed: false })
    };
    let ids = [Some("request-property-max-length-set"), Some("request-property-max-length-unset")];
    // The response has the property, too.
    assert!(matches!(judged(ids, None), Judgement::Wrong(_)));
    assert!(matches!(judged([None, None], None), Judgement::Wrong(_)));
    assert!(matches!(judged(ids, Some("POST /a/{id}")), Judgement::Right));
    assert!(matches!(judged(ids, Some("GET /a/{id}")), Judgement::Wrong(_)));
}

#[test]
fn members_come_the_other_way_round() {
    let mut text = String::new();
    rewrite::reversed(&json!({ "a": [1, { "b": null, "c": {} }], "d": "\"" }), &mut text);
    assert_eq!(text, r#"{"d":"\"","a":[1,{"c":{},"b":null}]}"#);
}
