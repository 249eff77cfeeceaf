//! The macros of the runtime: what each stands for.

use std::collections::BTreeMap;

use super::Surface;
use super::item::{Item, ItemKind};
use super::lex::{Token, split, text};
use super::read::{Attributes, add};
use crate::source::Pointer;

/// What is said of a struct whose fields nobody sees.
const PRIVATE: &str = "with private fields";

/// Adds what a macro stands for.
pub(super) fn read(surface: &mut Surface, module: &str, name: &str, tokens: &[Token<'_>]) {
    match name {
        "record" => record(surface, module, tokens),
        "enumeration" => enumeration(surface, module, tokens, &["Clone", "Debug", "Eq", "Hash", "PartialEq"]),
        "integer_enumeration" => {
            enumeration(surface, module, tokens, &["Clone", "Copy", "Debug", "Eq", "Hash", "PartialEq"]);
        }
        "union" => union(surface, module, tokens),
        "any" => wrapper(surface, module, tokens, &["Clone", "Debug", "Eq", "Hash", "PartialEq"]),
        "external" => wrapper(surface, module, tokens, &["Clone", "Debug", "Default", "PartialEq"]),
        "form" => form(surface, module, tokens),
        "operation" => operation(surface, module, tokens),
        _ => {}
    }
}

/// Gives the methods that make the request of an operation its pointer; they stand in the file of their operations.
pub(super) fn point_methods(surface: &mut Surface, module: &str) {
    let requests: BTreeMap<String, Option<String>> = (surface.items.iter())
        .filter(|(_, item)| {
            item.kind == ItemKind::Struct && item.signature == PRIVATE && item.pointer.is_some()
        })
        .filter_map(|(path, item)| Some((path.strip_prefix(module)?.to_owned(), item.pointer.clone())))
        .collect();
    for item in surface.items.values_mut() {
        if item.kind == ItemKind::Method
            && item.pointer.is_none()
            && let Some((_, request)) = item.signature.rsplit_once("-> ")
            && let Some(pointer) = requests.get(request)
        {
            item.pointer.clone_from(pointer);
        }
    }
}

/// The text of a literal.
fn unquoted(token: Option<&Token<'_>>) -> Option<String> {
    match token? {
        Token::Literal(text) => serde_json::from_str(text).ok(),
        _ => None,
    }
}

/// `new(..)` and the setters of a record, whose struct stands before.
fn record(surface: &mut Surface, module: &str, tokens: &[Token<'_>]) {
    let segments = split(tokens, ';');
    let Some([Token::Word(name), rest @ ..]) = segments.first() else { return };
    let path = format!("{module}{name}");
    let pointer = rest.iter().find_map(|token| unquoted(Some(token)));
    if let Some(item) = surface.items.get_mut(&path) {
        item.pointer.clone_from(&pointer);
        item.derives.insert("Debug".to_owned());
    }
    for segment in &segments[1..] {
        match segment {
            [Token::Word("new"), arguments @ ..] => {
                let item =
                    Item::new(ItemKind::Method, format!("{} -> Self", text(arguments)), pointer.clone());
                surface.items.insert(format!("{path}::new"), item);
            }
            [Token::Literal(_), Token::Word(field), row @ ..] => {
                let place = wire_name(row).and_then(|name| property(pointer.as_deref(), &name));
                if let Some(item) = surface.items.get_mut(&format!("{path}::{field}")) {
                    item.pointer.clone_from(&place);
                }
                if let Some(setter) = split(row, ',').get(1) {
                    let (about, setter) = Attributes::take(setter);
                    if let [Token::Word(name), Token::Open('(', length), ..] = setter {
                        let signature = format!("(self, {}) -> Self", text(&setter[2..1 + length]));
                        let item = Item::new(ItemKind::Method, signature, place);
                        add(surface, &format!("{path}::{name}"), item, &about);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The name on the wire in `=> required("name", ..)`.
fn wire_name(row: &[Token<'_>]) -> Option<String> {
    let at = row.iter().position(|token| matches!(token, Token::Word("required" | "optional")))?;
    unquoted(row.get(at + 2))
}

/// The pointer of a property, put together as text: there are many of them.
fn property(schema: Option<&str>, name: &str) -> Option<String> {
    let (schema, step) = (schema?, Pointer::root().key(name));
    Some([schema, "/properties", step.as_str()].concat())
}

/// `pub enum Name("/pointer") { .. }` with what stands before it.
struct Declared<'s, 't> {
    attributes: Attributes,
    name: &'t str,
    pointer: Option<String>,
    body: &'s [Token<'t>],
}

fn declared<'s, 't>(tokens: &'s [Token<'t>]) -> Option<Declared<'s, 't>> {
    let (attributes, tokens) = Attributes::take(tokens);
    let at = tokens.iter().position(|token| matches!(token, Token::Word("enum")))?;
    let [Token::Word(name), Token::Open('(', _), literal, ..] = &tokens[at + 1..] else { return None };
    let open = tokens.iter().position(|token| matches!(token, Token::Open('{', _)))?;
    let Token::Open(_, length) = tokens[open] else { return None };
    let is_public =
        matches!(tokens.first(), Some(Token::Word("pub"))) && !matches!(tokens.get(1), Some(Token::Open(..)));
    let body = &tokens[open + 1..open + length];
    is_public.then(|| Declared { attributes, name, pointer: unquoted(Some(literal)), body })
}

fn enumeration(surface: &mut Surface, module: &str, tokens: &[Token<'_>], derives: &[&str]) {
    let Some(found) = declared(tokens) else { return };
    let path = format!("{module}{}", found.name);
    let mut item = Item::new(ItemKind::Enum, "", found.pointer.clone());
    item.non_exhaustive = true;
    item.derives.extend(derives.iter().map(|derive| (*derive).to_owned()));
    add(surface, &path, item, &found.attributes);
    for variant in split(found.body, ',') {
        let (about, variant) = Attributes::take(variant);
        if let [Token::Word(name), ..] = variant {
            let item = Item::new(ItemKind::Variant, "", found.pointer.clone());
            add(surface, &format!("{path}::{name}"), item, &about);
        }
    }
}

fn union(surface: &mut Surface, module: &str, tokens: &[Token<'_>]) {
    let Some(found) = declared(tokens) else { return };
    let path = format!("{module}{}", found.name);
    let mut item = Item::new(ItemKind::Enum, "", found.pointer.clone());
    item.non_exhaustive = true;
    item.derives.extend(["Clone", "Debug", "PartialEq"].map(str::to_owned));
    add(surface, &path, item, &found.attributes);
    for variant in split(found.body, ',') {
        let (about, variant) = Attributes::take(variant);
        if let [Token::Literal(_), Token::Word(name), Token::Open('(', length), rest @ ..] = variant {
            let value = text(&variant[2..3 + length]);
            add(
                surface,
                &format!("{path}::{name}"),
                Item::new(ItemKind::Variant, value, found.pointer.clone()),
                &about,
            );
            if let Some(Token::Word("from")) = rest.get(*length) {
                let end = rest.iter().position(|token| *token == Token::Sign('=')).unwrap_or(rest.len());
                let from = text(rest.get(length + 1..end).unwrap_or_default());
                let item = Item::new(ItemKind::Implementation, "", found.pointer.clone());
                surface.items.insert(format!("{path}: From<{from}>"), item);
            }
        }
    }
}

/// A struct around a value.
fn wrapper(surface: &mut Surface, module: &str, tokens: &[Token<'_>], derives: &[&str]) {
    let (attributes, tokens) = Attributes::take(tokens);
    let [Token::Word("pub"), Token::Word("struct"), Token::Word(name), rest @ ..] = tokens else { return };
    let value = match rest {
        [Token::Open('(', length), ..] => text(&rest[1..*length]),
        _ => "serde_json::Value".to_owned(),
    };
    let mut item = Item::new(ItemKind::Struct, format!("({value})"), None);
    item.derives.extend(derives.iter().map(|derive| (*derive).to_owned()));
    add(surface, &format!("{module}{name}"), item, &attributes);
}

fn form(surface: &mut Surface, module: &str, tokens: &[Token<'_>]) {
    let (attributes, tokens) = Attributes::take(tokens);
    let [Token::Word("pub"), Token::Word("struct"), Token::Word(name), ..] = tokens else { return };
    let path = format!("{module}{name}");
    add(surface, &path, Item::new(ItemKind::Struct, PRIVATE, None), &attributes);
    let body = |word: &str| {
        let at = tokens.iter().position(|token| *token == Token::Word(word))?;
        match tokens.get(at + 1)? {
            Token::Open('{', length) => tokens.get(at + 2..at + 1 + length),
            _ => None,
        }
    };
    let row = |part: &[Token<'_>]| {
        let (_, part) = Attributes::take(part);
        match part {
            [Token::Word(name), Token::Open('(', length), ..] => {
                Some(((*name).to_owned(), text(&part[2..1 + length])))
            }
            _ => None,
        }
    };
    let rows = |word: &str| -> Vec<(String, String)> {
        split(body(word).unwrap_or_default(), ';').into_iter().filter_map(row).collect()
    };
    let arguments: Vec<String> = rows("new").into_iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
    let signature = format!("({}) -> Self", arguments.join(", "));
    surface.items.insert(format!("{path}::new"), Item::new(ItemKind::Method, signature, None));
    for (name, ty) in rows("set") {
        let item = Item::new(ItemKind::Method, format!("(self, {ty}) -> Self"), None);
        surface.items.insert(format!("{path}::{name}"), item);
    }
}

/// The request of an operation, what it gives, and how it fails.
fn operation(surface: &mut Surface, module: &str, tokens: &[Token<'_>]) {
    let [
        Token::Word(request),
        Token::Sign(','),
        Token::Word(_),
        Token::Sign(':'),
        id,
        Token::Word(method),
        path,
        rest @ ..,
    ] = tokens
    else {
        return;
    };
    let _ = id;
    let pointer = unquoted(Some(path)).map(|path| {
        Pointer::root().key("paths").key(&path).key(&method.to_ascii_lowercase()).as_str().to_owned()
    });
    let request_path = format!("{module}{request}");
    let mut item = Item::new(ItemKind::Struct, PRIVATE, pointer.clone());
    item.derives.insert("Debug".to_owned());
    surface.items.insert(request_path.clone(), item);
    for word in ["set", "body"] {
        let Some(at) = rest.iter().position(|token| *token == Token::Word(word)) else { continue };
        let Some(Token::Open('{', length)) = rest.get(at + 1) else { continue };
        for row in split(&rest[at + 2..at + 1 + length], ';') {
            let (about, row) = Attributes::take(row);
            if let [Token::Word(name), Token::Open('(', length), ..] = row {
                let signature = format!("(self, {}) -> Self", text(&row[2..1 + length]));
                let item = Item::new(ItemKind::Method, signature, pointer.clone());
                add(surface, &format!("{request_path}::{name}"), item, &about);
            }
        }
    }
    let Some(ok) = rest.iter().position(|token| *token == Token::Word("ok")) else { return };
    let rest = &rest[ok + 1..];
    let Some(open) = rest.iter().position(|token| matches!(token, Token::Open('{', _))) else { return };
    let Token::Open(_, length) = rest[open] else { return };
    let output = match &rest[..open] {
        [Token::Word("enum"), Token::Word(name)] => {
            outcomes(
                surface,
                &format!("{module}{name}"),
                &rest[open + 1..open + length],
                pointer.as_deref(),
                &["Clone", "Debug"],
            );
            (*name).to_owned()
        }
        ty => text(ty),
    };
    let item = Item::new(ItemKind::Alias, output, pointer.clone());
    surface.items.insert(format!("{request_path}::Output"), item);
    let rest = &rest[open + length + 1..];
    if let [Token::Word("err"), Token::Word(name), Token::Open('{', length), ..] = rest {
        outcomes(surface, &format!("{module}{name}"), &rest[3..2 + length], pointer.as_deref(), &["Debug"]);
    }
}

/// An enum of what comes back.
fn outcomes(surface: &mut Surface, path: &str, body: &[Token<'_>], pointer: Option<&str>, derives: &[&str]) {
    let pointer = pointer.map(str::to_owned);
    let mut item = Item::new(ItemKind::Enum, "", pointer.clone());
    item.non_exhaustive = true;
    item.derives.extend(derives.iter().map(|derive| (*derive).to_owned()));
    surface.items.insert(path.to_owned(), item);
    for row in split(body, ';') {
        let (about, row) = Attributes::take(row);
        if let [Token::Word(name), Token::Open('(', length), ..] = row {
            let status = row.iter().skip(*length).find_map(|token| match token {
                Token::Literal(status) => Some(*status),
                _ => None,
            });
            let place = match (&pointer, status) {
                (Some(pointer), Some(status)) => Some(format!("{pointer}/responses/{status}")),
                (pointer, _) => pointer.clone(),
            };
            let item = Item::new(ItemKind::Variant, text(&row[1..2 + length]), place);
            add(surface, &format!("{path}::{name}"), item, &about);
        }
    }
}
