//! `cargo xtask spec import`: from documentation pages to the document that they hold.

use std::path::Path;

use anyhow::{Result, bail};
use specwright::diagnostic::Diagnostics;
use specwright::import::import;
use specwright::source::{FileId, Limits, Sources};

use crate::flags::{Import, MessageFormat};
use crate::sink::{self, Output};
use crate::{Verdict, messages, read, ui, workspace};

/// The document of this workspace.
const OWN_DOCUMENT: &str = "spec/otark-brp.yaml";

/// Writes the document, or says how it differs.
///
/// # Errors
/// When a page cannot be read, or the document cannot be written.
pub(crate) fn run(root: &Path, flags: &Import) -> Result<Verdict> {
    let mut sources = Sources::new();
    let text = match merged(root, flags, &mut sources)? {
        Ok(text) => text,
        Err(diagnostics) => {
            messages::print(&diagnostics, &sources, MessageFormat::Human, flags.color);
            return Ok(Verdict::Problems);
        }
    };
    let out = workspace::absolute(&flags.out.clone().unwrap_or_else(|| root.join(OWN_DOCUMENT)))?;
    let (Some(folder), Some(name)) = (out.parent(), out.file_name().and_then(|name| name.to_str())) else {
        bail!("`{}` cannot be written: it names no file", out.display());
    };
    let mut output = Output::default();
    output.add(folder, name, text)?;
    let changes = sink::plan(&output)?;
    let pages = ui::count(flags.pages.len(), "page");
    let shown = workspace::show(root, &out);
    if !flags.check {
        sink::apply(&changes)?;
        let what = if changes.is_empty() { "is as it was" } else { "written" };
        ui::progress(format_args!("spec import: {pages}, {shown} {what}"));
        return Ok(Verdict::Done);
    }
    if changes.is_empty() {
        ui::progress(format_args!("spec import: {pages}, {shown} is fresh"));
        return Ok(Verdict::Done);
    }
    sink::stale(root, &changes, &command(flags)).iter().for_each(ui::result);
    ui::progress(format_args!("spec import: {pages}, {shown} is not fresh"));
    Ok(Verdict::Problems)
}

fn merged(root: &Path, flags: &Import, sources: &mut Sources) -> Result<Result<String, Diagnostics>> {
    let mut diagnostics = Diagnostics::new();
    let mut pages: Vec<FileId> = Vec::new();
    for page in &flags.pages {
        let bytes = read::named(page, Limits::DEFAULT.bytes)?;
        match sources.add_bytes(workspace::show(root, page), &bytes) {
            Ok(file) => pages.push(file),
            Err(problem) => diagnostics.push(*problem),
        }
    }
    Ok(if diagnostics.has_errors() { Err(diagnostics) } else { import(sources, &pages) })
}

fn command(flags: &Import) -> String {
    let mut command = "cargo xtask spec import".to_owned();
    for page in &flags.pages {
        command.push(' ');
        command.push_str(&ui::quoted(page));
    }
    if let Some(out) = &flags.out {
        command.push_str(" --out ");
        command.push_str(&ui::quoted(out));
    }
    command
}
