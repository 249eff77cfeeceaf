//! Reading items out of a file.

use super::item::{Item, ItemKind};
use super::lex::{Token, split, text, tokens};
use super::{MODULES, Surface, macros};

/// Adds the items of a file.
pub(super) fn file(surface: &mut Surface, module: &str, source: &str) {
    let tokens = tokens(source);
    let mut at = 0;
    let mut attributes = Attributes::default();
    while at < tokens.len() {
        at = item(surface, module, &tokens, at, &mut attributes);
    }
    macros::point_methods(surface, module);
}

/// What stands before an item.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    pub(super) derives: Vec<String>,
    pub(super) non_exhaustive: bool,
    pub(super) deprecated: bool,
}

impl Attributes {
    /// Takes the attributes in front of tokens, and gives what is left.
    pub(super) fn take<'s, 't>(mut tokens: &'s [Token<'t>]) -> (Self, &'s [Token<'t>]) {
        let mut attributes = Self::default();
        while let [Token::Sign('#'), Token::Open('[', length), ..] = tokens {
            attributes.add(&tokens[2..1 + length]);
            tokens = &tokens[2 + length..];
        }
        (attributes, tokens)
    }

    fn add(&mut self, attribute: &[Token<'_>]) {
        match attribute {
            [Token::Word("derive"), Token::Open('(', length), ..] => {
                self.derives.extend(split(&attribute[2..1 + length], ',').into_iter().map(text));
            }
            [Token::Word("non_exhaustive")] => self.non_exhaustive = true,
            [Token::Word("deprecated"), ..] => self.deprecated = true,
            _ => {}
        }
    }

    pub(super) fn give(&self, item: &mut Item) {
        item.derives.extend(self.derives.iter().cloned());
        item.non_exhaustive |= self.non_exhaustive;
        item.deprecated |= self.deprecated;
    }
}

/// Reads one item, or goes over one token; gives where the next one begins.
fn item(
    surface: &mut Surface,
    module: &str,
    tokens: &[Token<'_>],
    at: usize,
    attributes: &mut Attributes,
) -> usize {
    let rest = &tokens[at..];
    let ended = |attributes: &mut Attributes, next: usize| {
        *attributes = Attributes::default();
        next
    };
    match rest {
        [Token::Sign('#'), Token::Open('[', length), ..] => {
            attributes.add(&rest[2..1 + length]);
            at + 2 + length
        }
        [
            Token::Word(_),
            Token::Sign(':'),
            Token::Sign(':'),
            Token::Word(name),
            Token::Sign('!'),
            Token::Open(_, length),
            ..,
        ] => {
            macros::read(surface, module, name, &rest[6..5 + length]);
            ended(attributes, at + 6 + length)
        }
        [Token::Word("pub"), Token::Word("struct"), Token::Word(name), ..] => {
            let length = structure(surface, module, name, &rest[3..], attributes);
            ended(attributes, at + 3 + length)
        }
        [Token::Word("pub"), Token::Word("enum"), Token::Word(name), Token::Open('{', length), ..] => {
            enumeration(surface, module, name, &rest[4..3 + length], attributes);
            ended(attributes, at + 4 + length)
        }
        [Token::Word("pub"), Token::Word("type"), Token::Word(name), ..] => {
            let length = to_semicolon(rest);
            let value = rest.iter().position(|token| *token == Token::Sign('=')).unwrap_or(length);
            let value = text(rest.get(value + 1..length).unwrap_or_default());
            add(surface, &format!("{module}{name}"), Item::new(ItemKind::Alias, value, None), attributes);
            ended(attributes, at + length + 1)
        }
        [Token::Word("pub"), Token::Word("static" | "const"), Token::Word(name), ..] if *name != "fn" => {
            let length = to_semicolon(rest);
            let value = rest.iter().position(|token| *token == Token::Sign('=')).unwrap_or(length);
            let ty = text(rest.get(4..value).unwrap_or_default());
            add(surface, &format!("{module}{name}"), Item::new(ItemKind::Constant, ty, None), attributes);
            ended(attributes, at + length + 1)
        }
        [Token::Word("pub"), Token::Word("trait"), Token::Word(name), ..] => {
            let (header, body) = header(&rest[3..]);
            add(
                surface,
                &format!("{module}{name}"),
                Item::new(ItemKind::Trait, text(header), None),
                attributes,
            );
            functions(surface, &format!("{module}{name}"), body, false);
            ended(attributes, at + 3 + header.len() + body.len() + 2)
        }
        [Token::Word("impl"), ..] => {
            let (header, body) = header(&rest[1..]);
            implementation(surface, module, header, body);
            ended(attributes, at + 1 + header.len() + body.len() + 2)
        }
        [Token::Word("pub"), Token::Word("fn" | "const" | "async"), ..] => {
            let next = function(surface, module, rest, attributes);
            ended(attributes, at + next)
        }
        [Token::Open(_, length), ..] => ended(attributes, at + length + 1),
        [Token::Sign(';'), ..] => ended(attributes, at + 1),
        _ => at + 1,
    }
}

fn to_semicolon(tokens: &[Token<'_>]) -> usize {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Sign(';') => return at,
            Token::Open(_, length) => at += length + 1,
            _ => at += 1,
        }
    }
    tokens.len()
}

/// What is before a body in braces, and the body.
fn header<'s, 't>(tokens: &'s [Token<'t>]) -> (&'s [Token<'t>], &'s [Token<'t>]) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Open('{', length) => return (&tokens[..at], &tokens[at + 1..at + length]),
            Token::Open(_, length) => at += length + 1,
            _ => at += 1,
        }
    }
    (tokens, &[])
}

pub(super) fn add(surface: &mut Surface, path: &str, mut item: Item, attributes: &Attributes) {
    attributes.give(&mut item);
    surface.items.insert(path.to_owned(), item);
}

/// Adds a struct; gives how many tokens it takes behind its name.
fn structure(
    surface: &mut Surface,
    module: &str,
    name: &str,
    tokens: &[Token<'_>],
    attributes: &Attributes,
) -> usize {
    let path = format!("{module}{name}");
    let [Token::Open('{', length), ..] = tokens else {
        let length = to_semicolon(tokens);
        add(surface, &path, Item::new(ItemKind::Struct, text(&tokens[..length]), None), attributes);
        return length + 1;
    };
    let mut is_open = true;
    let mut fields = Vec::new();
    for field in split(&tokens[1..*length], ',') {
        let (about, field) = Attributes::take(field);
        if let [Token::Word("pub"), Token::Word(name), Token::Sign(':'), ty @ ..] = field {
            fields.push((format!("{path}::{name}"), Item::new(ItemKind::Field, text(ty), None), about));
        } else {
            is_open = false;
        }
    }
    let signature = if is_open { "" } else { "with private fields" };
    add(surface, &path, Item::new(ItemKind::Struct, signature, None), attributes);
    for (path, field, about) in fields {
        add(surface, &path, field, &about);
    }
    length + 1
}

fn enumeration(surface: &mut Surface, module: &str, name: &str, body: &[Token<'_>], attributes: &Attributes) {
    let path = format!("{module}{name}");
    add(surface, &path, Item::new(ItemKind::Enum, "", None), attributes);
    for variant in split(body, ',') {
        let (about, variant) = Attributes::take(variant);
        if let [Token::Word(name), value @ ..] = variant {
            add(surface, &format!("{path}::{name}"), Item::new(ItemKind::Variant, text(value), None), &about);
        }
    }
}

fn implementation(surface: &mut Surface, module: &str, header: &[Token<'_>], body: &[Token<'_>]) {
    // The parameters of the block itself say nothing that its type does not.
    let generics = match header {
        [Token::Sign('<'), ..] => {
            header.iter().position(|token| *token == Token::Sign('>')).map_or(0, |end| end + 1)
        }
        _ => 0,
    };
    let header_text = text(&header[generics..]);
    match header_text.split_once(" for ") {
        Some((of, ty)) => {
            let path = format!("{module}{ty}: {of}");
            surface.items.insert(path, Item::new(ItemKind::Implementation, "", None));
        }
        None => functions(surface, &format!("{module}{header_text}"), body, true),
    }
}

/// The functions and constants of a type or a trait.
fn functions(surface: &mut Surface, owner: &str, body: &[Token<'_>], only_public: bool) {
    let (mut at, mut attributes) = (0, Attributes::default());
    while at < body.len() {
        let rest = &body[at..];
        match rest {
            [Token::Sign('#'), Token::Open('[', length), ..] => {
                attributes.add(&rest[2..1 + length]);
                at += 2 + length;
            }
            [Token::Word("pub"), Token::Word("fn" | "async"), ..]
            | [Token::Word("pub"), Token::Word("const"), Token::Word("fn"), ..] => {
                at += function(surface, &format!("{owner}::"), rest, &attributes);
                attributes = Attributes::default();
            }
            [Token::Word("fn"), ..] if !only_public => {
                at += function(surface, &format!("{owner}::"), rest, &attributes);
                attributes = Attributes::default();
            }
            [Token::Word("pub"), Token::Word("const"), Token::Word(name), ..] => {
                let length = to_semicolon(rest);
                let value = rest.iter().position(|token| *token == Token::Sign('=')).unwrap_or(length);
                let ty = text(rest.get(4..value).unwrap_or_default());
                add(
                    surface,
                    &format!("{owner}::{name}"),
                    Item::new(ItemKind::Constant, ty, None),
                    &attributes,
                );
                attributes = Attributes::default();
                at += length + 1;
            }
            [Token::Open(_, length), ..] => {
                attributes = Attributes::default();
                at += length + 1;
            }
            _ => at += 1,
        }
    }
}

/// Adds a function; gives how many tokens it takes.
fn function(surface: &mut Surface, owner: &str, tokens: &[Token<'_>], attributes: &Attributes) -> usize {
    let Some(start) = tokens.iter().position(|token| *token == Token::Word("fn")) else { return 1 };
    let Some(Token::Word(name)) = tokens.get(start + 1) else { return start + 1 };
    let mut end = start + 2;
    while let Some(token) = tokens.get(end) {
        match token {
            Token::Open('{', _) | Token::Sign(';') => break,
            Token::Open(_, length) => end += length + 1,
            _ => end += 1,
        }
    }
    let is_free = owner.is_empty() || owner.strip_suffix("::").is_some_and(|owner| MODULES.contains(&owner));
    let kind = if is_free { ItemKind::Function } else { ItemKind::Method };
    add(surface, &format!("{owner}{name}"), Item::new(kind, text(&tokens[start + 2..end]), None), attributes);
    match tokens.get(end) {
        Some(Token::Open(_, length)) => end + length + 1,
        _ => end + 1,
    }
}
