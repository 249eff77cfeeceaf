//! Records: a struct, its constructor and setters, and the table that the runtime decodes and checks by.
//!
//! ```text
//! pub struct BalanceGroup { pub eic: String, pub tso: Tso }
//! impl BalanceGroup { pub fn new(eic: impl Into<String>, tso: Tso) -> Self { .. } }
//! impl Record for BalanceGroup { .. }
//! ```

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::ty::{self, Holder};
use super::{Cx, UnknownFields, doc, schema};
use crate::ir::{Additional, Direction, Field, Model, ModelId, Presence, Record};

/// A field, with everything decided about it.
struct Member<'a> {
    field: &'a Field,
    ident: Ident,
    holder: Holder,
    /// The type without its holder.
    value: TokenStream,
    /// Whether every value of the record needs it from the start.
    is_needed: bool,
}

/// The items of a record.
pub(super) fn emit(cx: Cx<'_>, id: ModelId, model: &Model, record: &Record) -> Vec<TokenStream> {
    let name = ty::model(cx, id);
    let members = members(cx, id, record);
    vec![
        definition(cx, id, model, record, &name, &members),
        constructors(&name, &members, cx),
        impl_record(&name, &members, &shape(cx, model, record, &name, &members)),
        impl_model(model, &name, &members),
        quote!(runtime::record!(#name);),
    ]
}

fn members<'a>(cx: Cx<'_>, id: ModelId, record: &'a Record) -> Vec<Member<'a>> {
    let fields = record.fields.iter().zip(cx.names.members(id)).enumerate();
    fields
        .map(|(index, (field, name))| {
            let holder = ty::holder(cx, id, index, field);
            Member {
                field,
                ident: format_ident!("{name}"),
                holder,
                value: ty::field_value(cx, id, index, field),
                is_needed: field.presence == Presence::Required && !cx.facts.is_endless(id, index),
            }
        })
        .collect()
}

/// Which properties the record does not have because they travel the other way.
fn left_out(model: &Model, record: &Record) -> Option<String> {
    let why = match model.direction? {
        Direction::Request => "only the server sets",
        Direction::Response => "only the client sets",
    };
    let names: Vec<String> = record.refused.iter().map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("Without what {why}: {}.", names.join(", ")))
}

fn definition(
    cx: Cx<'_>,
    id: ModelId,
    model: &Model,
    record: &Record,
    name: &Ident,
    members: &[Member<'_>],
) -> TokenStream {
    let mut about = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
    about.extend(left_out(model, record));
    let docs = doc::attributes(&about);
    let exact = cx.facts.is_exact(id).then(|| quote!(, Eq, Hash));
    let default = members.iter().all(|member| !member.is_needed).then(|| quote!(, Default));
    let fields = members.iter().map(|member| {
        let docs = doc::attributes(&doc::paragraphs(
            &member.field.docs,
            &format!("The property `{}`.", member.field.name),
        ));
        let deprecated = member.field.docs.deprecated.then(|| quote!(#[deprecated]));
        let (ident, ty) = (&member.ident, ty::held(member.holder, &member.value));
        quote!(#docs #deprecated pub #ident: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, Debug #default, PartialEq #exact)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

fn constructors(name: &Ident, members: &[Member<'_>], cx: Cx<'_>) -> TokenStream {
    let needed: Vec<_> = members.iter().filter(|member| member.is_needed).collect();
    let about = match needed.len() {
        0 => "A value in which nothing is set.",
        _ => "A value with the required properties; the others are not set.",
    };
    let about = doc::text(about);
    let arguments = needed.iter().map(|member| {
        let (ident, argument) = (&member.ident, argument(cx, member));
        let ty = argument.ty;
        quote!(#ident: #ty)
    });
    let values = members.iter().map(|member| {
        let ident = &member.ident;
        match member.holder {
            _ if member.is_needed => {
                let value = argument(cx, member).value;
                if *ident == value.to_string() { quote!(#ident) } else { quote!(#ident: #value) }
            }
            Holder::Patch => quote!(#ident: runtime::Patch::Absent),
            _ => quote!(#ident: None),
        }
    });
    let many = (needed.len() > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the document requires as many properties")]),
    );
    let setters = members.iter().filter(|member| !member.is_needed).map(|member| setter(member, cx));
    let expect = expect_deprecated(members);
    quote! {
        #expect
        impl #name {
            #about
            #[must_use]
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
    }
}

/// Generated code still handles the fields whose use the document discourages.
fn expect_deprecated(members: &[Member<'_>]) -> Option<TokenStream> {
    let any = members.iter().any(|member| member.field.docs.deprecated);
    any.then(|| quote!(#[expect(deprecated, reason = "a deprecated property is still part of the record")]))
}

/// The argument of a constructor: the value in its holder, where the record needs one.
fn argument(cx: Cx<'_>, member: &Member<'_>) -> ty::Argument {
    match member.holder {
        Holder::Value => ty::argument(cx, &member.field.ty, &member.value, &member.ident),
        holder => {
            let ident = &member.ident;
            ty::Argument { ty: ty::held(holder, &member.value), value: quote!(#ident) }
        }
    }
}

fn setter(member: &Member<'_>, cx: Cx<'_>) -> TokenStream {
    let ident = &member.ident;
    let function = format_ident!("with_{}", ident.to_string().trim_end_matches('_'));
    let docs = doc::text(&format!("Sets [`{ident}`](Self::{ident})."));
    let (ty, value) = if member.holder == Holder::Patch {
        let value = &member.value;
        (quote!(impl Into<runtime::Patch<#value>>), quote!(#ident.into()))
    } else {
        let argument = ty::argument(cx, &member.field.ty, &member.value, ident);
        let value = argument.value;
        (argument.ty, quote!(Some(#value)))
    };
    let deprecated = member.field.docs.deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #function(mut self, #ident: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

/// The table, a static item of the function that returns it.
fn shape(cx: Cx<'_>, model: &Model, record: &Record, name: &Ident, members: &[Member<'_>]) -> TokenStream {
    let (text, pointer) = (name.to_string(), model.place.pointer.as_str());
    let fields = members.iter().map(|member| {
        let wire = &member.field.name;
        let expected = model.place.pointer.key("properties").key(wire);
        let schema = schema::schema(cx, &member.field.ty, &expected);
        let call = match member.field.presence {
            Presence::Required => quote!(required),
            Presence::Optional => quote!(optional),
        };
        quote!(runtime::Field::#call(#wire, #schema))
    });
    let assertions = record.assertions.map(|id| {
        let path = super::assertion::path(cx, id);
        quote!(.assert(#path))
    });
    let refuse_unknown = match (cx.options.unknown_fields, record.additional) {
        (UnknownFields::Refuse, _) | (_, Additional::Closed) => Some(quote!(.refuse_unknown())),
        (UnknownFields::Schema, Additional::Open) => None,
    };
    let refused = &record.refused;
    let refused = match model.direction.filter(|_| !refused.is_empty()) {
        Some(Direction::Request) => Some(quote!(.read_only(&[#(#refused),*]))),
        Some(Direction::Response) => Some(quote!(.write_only(&[#(#refused),*]))),
        None => None,
    };
    quote! {
        static SHAPE: runtime::Shape =
            runtime::Shape::new(#text, #pointer, &[#(#fields),*]) #refused #refuse_unknown #assertions;
    }
}

fn impl_record(name: &Ident, members: &[Member<'_>], shape: &TokenStream) -> TokenStream {
    let argument = if members.len() > 1 { quote!(index) } else { quote!(_index) };
    let (field, field_mut) = (by_index(members, &quote!(&)), by_index(members, &quote!(&mut)));
    let expect = expect_deprecated(members);
    quote! {
        #expect
        impl runtime::Record for #name {
            fn shape(&self) -> &'static runtime::Shape {
                #shape
                &SHAPE
            }

            fn field(&self, #argument: usize) -> &dyn runtime::Node {
                #field
            }

            fn field_mut(&mut self, #argument: usize) -> &mut dyn runtime::Node {
                #field_mut
            }
        }
    }
}

/// The field of an index, behind `reference`; the last arm takes what no index is, so that nothing can panic.
fn by_index(members: &[Member<'_>], reference: &TokenStream) -> TokenStream {
    let idents: Vec<_> = members.iter().map(|member| &member.ident).collect();
    match idents.as_slice() {
        // A record without fields is never asked for one.
        [] => quote!(self),
        [only] => quote!(#reference self.#only),
        [first @ .., last] => {
            let indices = (0..first.len()).map(Literal::usize_unsuffixed);
            quote!(match index { #(#indices => #reference self.#first,)* _ => #reference self.#last })
        }
    }
}

/// Which way the values of a model go, where that makes a difference.
pub(super) fn direction(model: &Model) -> Option<TokenStream> {
    let direction = direction_of(model.direction?);
    Some(quote!(const DIRECTION: Option<runtime::Direction> = Some(#direction);))
}

/// The runtime's name for a direction.
pub(super) fn direction_of(direction: Direction) -> TokenStream {
    match direction {
        Direction::Request => quote!(runtime::Direction::Request),
        Direction::Response => quote!(runtime::Direction::Response),
    }
}

fn impl_model(model: &Model, name: &Ident, members: &[Member<'_>]) -> TokenStream {
    let idents = members.iter().map(|member| &member.ident);
    let expect = expect_deprecated(members);
    let direction = direction(model);
    quote! {
        #expect
        impl runtime::Model for #name {
            const PROFILE: &'static runtime::Profile = &PROFILE;
            #direction

            fn blank() -> Self {
                Self { #(#idents: runtime::Blank::blank()),* }
            }
        }
    }
}
