//! Word processors' documents in Office Open XML (ECMA-376, both dialects): .docx, and .wps files
//! that are the same inside.
//!
//! What a reader of the printed page sees: numbers of headings and lists are written out, tracked
//! changes are taken as accepted, fields show their results, hidden text stays hidden. A row of a
//! table is one line; a footnote and a text box stand after the paragraph that they belong to.
//! Running heads are left out, and so is the table of contents: its lines would be headings twice.

mod body;
mod numbering;
mod styles;

use super::archive::{Archive, join};
use super::format::{Extract, Input};
use super::limits::Deadline;
use super::xml::{Xml, decode};
use super::{Error, PageMetadata, sanitize};
use std::collections::HashMap;

/// Takes the text out.
pub(super) fn docx(input: &Input<'_>) -> Result<Extract, Error> {
    let until = input.deadline;
    let mut archive = Archive::open(input.bytes, input.budget)?;
    let package = relations(&mut archive, "", "_rels/.rels", until)?;
    let main = package.of_kind("officeDocument").unwrap_or("word/document.xml").to_owned();
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let rels = join(folder, &format!("_rels/{file}.rels"));
    let parts = relations(&mut archive, folder, &rels, until)?;
    let mut part = |kind: &str| -> Result<Option<Vec<u8>>, Error> {
        match parts.of_kind(kind) {
            Some(name) => archive.read(name, until),
            None => Ok(None),
        }
    };
    let styles = styles::read(part("styles")?.as_deref(), until)?;
    let numbering = numbering::read(part("numbering")?.as_deref(), &styles, until)?;
    let notes = [part("footnotes")?, part("endnotes")?];
    let document = archive.need(&main, until)?;
    let (text, places) = body::read(&document, &notes, &styles, numbering, until)?;
    let core = package.of_kind("core-properties").unwrap_or("docProps/core.xml");
    let metadata = match archive.read(core, until)? {
        // What a document says about itself is not worth losing it.
        Some(bytes) => properties(&bytes, until).unwrap_or_default(),
        None => PageMetadata::default(),
    };
    Ok(Extract { text, places, metadata })
}

/// The parts that a part of the package names, by the last word of their kind.
#[derive(Debug, Default)]
struct Relations(HashMap<String, String>);

impl Relations {
    fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.get(kind).map(String::as_str)
    }
}

fn relations(
    archive: &mut Archive<'_>,
    folder: &str,
    name: &str,
    until: &Deadline,
) -> Result<Relations, Error> {
    let mut found = Relations::default();
    let Some(bytes) = archive.read(name, until)? else { return Ok(found) };
    let text = decode(&bytes)?;
    let mut xml = Xml::new(&text, until);
    while let Some(element) = xml.element()? {
        if element.name() != "Relationship" {
            continue;
        }
        // What lies outside of the file is never fetched.
        let external = element.attribute("TargetMode").as_deref() == Some("External");
        let (kind, target) = (element.attribute("Type"), element.attribute("Target"));
        if let (Some(kind), Some(target), false) = (kind, target, external) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.0.entry(kind).or_insert_with(|| join(folder, &target));
        }
        xml.skip()?;
    }
    Ok(found)
}

/// The document's own title. Its dates are those of the file, not of publication.
fn properties(bytes: &[u8], until: &Deadline) -> Result<PageMetadata, Error> {
    let text = decode(bytes)?;
    let mut xml = Xml::new(&text, until);
    let mut found = PageMetadata::default();
    let slot = |text: String| Some(sanitize::line(&text)).filter(|line| !line.is_empty());
    while let Some(element) = xml.element()? {
        match element.name() {
            "coreProperties" => {}
            "title" => found.title = slot(xml.text()?).filter(|title| has_sense(title)),
            "created" => found.created = slot(xml.text()?),
            "modified" => found.modified = slot(xml.text()?),
            _ => xml.skip()?,
        }
    }
    Ok(found)
}

/// Whether a title was given by a person; programs fill in the name of a file or a template, often
/// another document's.
pub(super) fn has_sense(title: &str) -> bool {
    title.chars().any(|c| ('一'..='\u{9FFF}').contains(&c))
        && !title.contains("Microsoft")
        && !title.ends_with(".doc")
        && !title.ends_with(".docx")
        && !title.ends_with(".wps")
        && title.chars().count() > 4
}

#[cfg(test)]
mod tests;
