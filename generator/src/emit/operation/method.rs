//! The methods of the client.

use super::super::text::{self, WIDTH, put};
use super::super::ty::Types;
use super::super::{argument, doc};
use super::{body, example};
use crate::ir::{Content, Operation, OperationId, Presence};
use crate::names::OperationNames;

/// The methods of the client for an operation.
pub(in crate::emit) fn methods(out: &mut String, types: Types<'_>, id: OperationId, operation: &Operation) {
    let names = types.cx.names.operation(id);
    let required = operation.body.as_ref().filter(|body| body.presence == Presence::Required);
    match required {
        None => method(out, types, operation, names, &names.method, None),
        Some(body) => {
            for (content, name) in body.contents.iter().zip(&names.methods) {
                if out.ends_with("}\n") {
                    out.push('\n');
                }
                method(out, types, operation, names, name, Some(content));
            }
        }
    }
}

fn method(
    out: &mut String,
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
    name: &str,
    content: Option<&Content>,
) {
    let mut about =
        doc::paragraphs(&operation.docs, &format!("The operation `{}`.", doc::code(&operation.id)));
    about.push(format!("`{} {}`", operation.method, doc::code(&operation.path)));
    about.push(format!("Fails with [`{}`].", names.error));
    if let Some(content) = content {
        if name != names.method {
            about.push(format!("The body is `{}`.", doc::code(&content.media_type)));
        }
        about.extend(body::others(content));
    }
    let mut about = doc::lines(&about);
    let example = example::of(types, operation, names, name, content);
    if !example.is_empty() {
        about.push(String::new());
        about.extend(example);
    }
    text::docs(out, "    ", &about);
    if operation.docs.deprecated {
        out.push_str("    #[deprecated]\n");
    }
    let (mut arguments, mut calls) = (vec!["&self".to_owned()], Vec::new());
    let parameters = operation.parameters.iter().zip(&names.parameters).enumerate();
    for (index, (parameter, name)) in parameters {
        if parameter.presence == Presence::Required {
            let taken = argument::of(types, &parameter.ty);
            arguments.push(format!("{name}: {}", taken.ty));
            calls.push(format!(".{}({index}, {name})", taken.call));
        }
    }
    if let Some(content) = content {
        let taken = body::argument(types, names, content);
        arguments.push(format!("{}: {}", names.body, taken.ty));
        let mut given = taken.arguments;
        given.push(names.body.clone());
        calls.push(format!(".{}({})", taken.call, given.join(", ")));
    }
    if arguments.len() > 7 {
        out.push_str(
            "    #[allow(clippy::too_many_arguments, reason = \"the document requires as many\")]\n",
        );
    }
    signature(out, &format!("    pub fn {name}("), &arguments, &format!(") -> {} {{", names.request));
    let core = format!("self.core.call(&{})", names.constant);
    let line = format!("        {} {{ call: {core}{} }}\n", names.request, calls.concat());
    if line.len() <= WIDTH + 1 {
        out.push_str(&line);
    } else {
        let line = format!("        let call = {core}{};\n", calls.concat());
        if line.len() <= WIDTH + 1 {
            out.push_str(&line);
        } else {
            put(out, format_args!("        let call = {core}"));
            for call in &calls {
                put(out, format_args!("\n            {call}"));
            }
            out.push_str(";\n");
        }
        put(out, format_args!("        {} {{ call }}\n", names.request));
    }
    out.push_str("    }\n");
}

/// A signature on one line if it fits, else with an argument on each.
fn signature(out: &mut String, open: &str, arguments: &[String], close: &str) {
    let one_line = format!("{open}{}{close}\n", arguments.join(", "));
    if one_line.len() <= WIDTH + 1 {
        out.push_str(&one_line);
        return;
    }
    put(out, format_args!("{open}\n"));
    for argument in arguments {
        put(out, format_args!("        {argument},\n"));
    }
    put(out, format_args!("    {}\n", close.trim_start()));
}
