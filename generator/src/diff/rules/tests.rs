//! Tests of the table: every rule is seen on its example, and not where it does not belong.

use std::collections::{BTreeMap, BTreeSet};

use super::{ELSEWHERE, Rule, Rules};
use crate::diff::kind::Kind;
use crate::diff::site::{Form, Prefix};
use crate::diff::tests::{document, ids};
use crate::diff::{Date, Direction, Level, Policy};

/// The ids of oasdiff.
const THEIRS: &str = include_str!("../../../../tests/fixtures/diff/oasdiff-ids.txt");

/// A document that has a schema at such a place.
fn with_schema(schema: &str, prefix: Prefix) -> String {
    let property = format!("{{ type: object, properties: {{ v: {schema} }} }}");
    let operation = match prefix {
        Prefix::RequestBody => {
            format!("requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}")
        }
        Prefix::RequestProperty => {
            format!("requestBody: {{ content: {{ application/json: {{ schema: {property} }} }} }}")
        }
        Prefix::RequestParameter => format!("parameters: [{{ name: p, in: query, schema: {schema} }}]"),
        Prefix::RequestParameterProperty => {
            format!("parameters: [{{ name: p, in: query, style: deepObject, schema: {property} }}]")
        }
        Prefix::RequestHeaderProperty => {
            format!("parameters: [{{ name: X-P, in: header, schema: {property} }}]")
        }
        _ => String::new(),
    };
    let response = match prefix {
        Prefix::ResponseBody => format!(", content: {{ application/json: {{ schema: {schema} }} }}"),
        Prefix::ResponseProperty => format!(", content: {{ application/json: {{ schema: {property} }} }}"),
        Prefix::ResponseHeader => format!(", headers: {{ X-H: {{ schema: {schema} }} }}"),
        Prefix::ResponseHeaderProperty => format!(", headers: {{ X-H: {{ schema: {property} }} }}"),
        _ => String::new(),
    };
    let comma = if operation.is_empty() { "" } else { ", " };
    format!(
        "paths: {{ /a: {{ post: {{ {operation}{comma}responses: {{ '200': {{ description: ok{response} }} }} }} }} }}\n\
         components: {{ schemas: {{ Cat: {{ type: object, properties: {{ kind: {{ type: string }}, name: {{ type: string }}, c: {{ type: string }} }} }}, Dog: {{ type: object, properties: {{ kind: {{ type: string }}, name: {{ type: string }}, d: {{ type: integer }} }} }} }} }}"
    )
}

/// The documents of a rule's example.
fn example(rule: &Rule, prefix: Option<Prefix>) -> (String, String) {
    let (before, after) = rule.example;
    let Some((kind, own, form)) = rule.kind else { return (before.to_owned(), after.to_owned()) };
    let prefix = prefix.unwrap_or(own);
    let flag = if prefix.direction() == Direction::Request { "readOnly" } else { "writeOnly" };
    let schema = |text: &str| match form {
        Form::Plain => text.to_owned(),
        Form::Closed => format!("{{ allOf: [{text}], additionalProperties: false }}"),
        Form::Hidden if kind.is_of_property() => {
            text.replace("{ type: string", &format!("{{ {flag}: true, type: string"))
        }
        Form::Hidden => format!("{{ allOf: [{text}], {flag}: true }}"),
    };
    (with_schema(&schema(before), prefix), with_schema(&schema(after), prefix))
}

/// A policy under which the rule counts.
fn policy(rule: &Rule) -> Policy {
    let needs_notice = ["sunset-missing", "too-small"].iter().any(|word| rule.id.contains(word));
    Policy {
        today: Date::parse("2026-01-01"),
        notice: if needs_notice { 30 } else { 0 },
        levels: BTreeMap::from([(rule.id.clone(), Level::Warning)]),
        thorough: true,
    }
}

/// Whether the same rule speaks when the documents change places.
fn is_symmetric(rule: &Rule) -> bool {
    match rule.kind {
        Some((kind, ..)) => {
            kind.mirror().is_none_or(|mirror| mirror == kind) || rule.id.ends_with("-type-changed")
        }
        None => ["-changed", "-renamed", "-moved", "-not-bumped"].iter().any(|end| rule.id.ends_with(end)),
    }
}

#[test]
fn every_rule_is_seen_on_its_example() {
    let mut silent = Vec::new();
    for rule in Rules::table().iter() {
        let (before, after) = example(rule, None);
        let found = ids(&before, &after, &policy(rule));
        if !found.contains(&rule.id) {
            silent.push(format!("{}: {found:?}", rule.id));
        }
    }
    assert!(silent.is_empty(), "{} rules:\n{}", silent.len(), silent.join("\n"));
}

#[test]
fn no_rule_is_seen_when_nothing_changes_or_the_contrary_does() {
    let mut loud = Vec::new();
    for rule in Rules::table().iter() {
        let (before, after) = example(rule, None);
        let policy = policy(rule);
        for text in [&before, &after] {
            let found = ids(text, text, &policy);
            assert!(found.is_empty(), "{}: {found:?}", rule.id);
        }
        if !is_symmetric(rule) && ids(&after, &before, &policy).contains(&rule.id) {
            loud.push(rule.id.clone());
        }
    }
    assert!(loud.is_empty(), "{} rules:\n{}", loud.len(), loud.join("\n"));
}

#[test]
fn no_rule_is_seen_where_values_travel_the_other_way() {
    let mut loud = Vec::new();
    for rule in Rules::table().iter().filter(|rule| rule.kind.is_some()) {
        let other =
            if rule.direction == Direction::Request { Prefix::ResponseBody } else { Prefix::RequestBody };
        let (before, after) = example(rule, Some(other));
        if ids(&before, &after, &policy(rule)).contains(&rule.id) {
            loud.push(rule.id.clone());
        }
    }
    assert!(loud.is_empty(), "{} rules:\n{}", loud.len(), loud.join("\n"));
}

/// A property that goes from a request may have been required or not: one rule speaks of both.
#[test]
fn a_rule_of_several_kinds_says_what_they_have_in_common() {
    for (id, title) in [
        ("request-property-removed", "a value in a request body: a property was removed"),
        ("request-property-removed-from-closed-object", "a value in a request body: a property was removed"),
        (
            "response-optional-property-removed",
            "a value in a response body: an optional property was removed",
        ),
    ] {
        assert_eq!(Rules::table().get(id).unwrap().title, title);
    }
}

#[test]
fn every_kind_has_one_family() {
    let mut seen = BTreeMap::new();
    for family in super::FAMILIES.iter().copied().flatten() {
        for kind in family.kinds() {
            *seen.entry(kind).or_insert(0) += 1;
        }
    }
    let wrong: Vec<&Kind> = Kind::ALL.iter().filter(|kind| seen.get(kind) != Some(&1)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_id_of_oasdiff_is_a_rule_or_has_a_reason() {
    let rules = Rules::table();
    let theirs: BTreeSet<&str> = THEIRS.lines().collect();
    assert_eq!(theirs.len(), 509);
    let elsewhere: Vec<&str> = ELSEWHERE.iter().flat_map(|reason| reason.ids).copied().collect();
    let distinct: BTreeSet<&str> = elsewhere.iter().copied().collect();
    assert_eq!(distinct.len(), elsewhere.len(), "an id has two reasons");
    let unknown: Vec<&&str> = distinct.iter().filter(|id| !theirs.contains(*id)).collect();
    assert!(unknown.is_empty(), "no ids of oasdiff: {unknown:?}");
    let both: Vec<&&str> = distinct.iter().filter(|id| rules.get(id).is_some()).collect();
    assert!(both.is_empty(), "rules with a reason why they are none: {both:?}");
    let missing: Vec<&&str> =
        theirs.iter().filter(|id| rules.get(id).is_none() && !distinct.contains(*id)).collect();
    assert!(missing.is_empty(), "{} ids:\n{missing:#?}", missing.len());
}

#[test]
fn examples_are_documents_without_errors() {
    for rule in Rules::table().iter() {
        let (before, after) = example(rule, None);
        document(&before);
        document(&after);
    }
}
