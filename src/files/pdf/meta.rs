//! What the file says about itself: title, language, times, and which standards it is built to.
//!
//! PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). Titles and file names hold no names of persons; nothing here
//! names the user or the machine.

use noodbrug_core::moment::Moment;
use noodbrug_core::print::{Orientation, Paper};
use noodbrug_core::text::Lang;

use super::out::text_string;

const PRODUCER: &str = concat!("Noodbrug ", env!("CARGO_PKG_VERSION"));

/// Gives the language of a paper as PDF names it (RFC 5646).
pub(crate) fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl-NL",
        Lang::En => "en-GB",
    }
}

/// Gives the information dictionary.
pub(crate) fn info(paper: &Paper) -> String {
    let made = paper.stamp.made_at.instant().format("D:%Y%m%d%H%M%S%z").to_string();
    // PDF writes the offset as +01'00'.
    let (time, minutes) = made.split_at_checked(made.len().saturating_sub(2)).unwrap_or((&made, "00"));
    let date = format!("({time}'{minutes}')");
    format!(
        "<</Title {}/Creator({PRODUCER})/Producer({PRODUCER})/CreationDate{date}/ModDate{date}>>",
        text_string(&paper.title)
    )
}

/// Gives the metadata stream (XMP), which must say the same as the information dictionary.
pub(crate) fn xmp(paper: &Paper) -> String {
    let (title, date) = (escaped(&paper.title), date(&paper.stamp.made_at));
    let language = language(paper.lang);
    format!(
        r#"<?xpacket begin="{BOM}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{EXTENSION}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#
    )
}

const BOM: char = '\u{FEFF}';

/// PDF/A wants every property outside its own list described: here the one that claims PDF/UA.
const EXTENSION: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// Gives the sheet's width and height as a page's box, in points.
pub(crate) fn media_box(orientation: Orientation) -> &'static str {
    match orientation {
        Orientation::Portrait => "[0 0 595.276 841.89]",
        Orientation::Landscape => "[0 0 841.89 595.276]",
    }
}

fn date(moment: &Moment) -> String {
    moment.to_string()
}

/// Writes text within XML; what XML cannot hold becomes the replacement character.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' => escaped.push(' '),
            _ if char.is_control() || matches!(char, '\u{FFFE}' | '\u{FFFF}') => escaped.push('\u{FFFD}'),
            _ => escaped.push(char),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::print::Stamp;

    fn paper(title: &str) -> Paper {
        let made_at: Moment = "2026-11-23T06:41:00+01:00".parse().unwrap();
        Paper::new(
            title,
            "lijst",
            Stamp { made_at, as_of: made_at, sources: String::new(), station: "A".into() },
        )
    }

    #[test]
    fn dates_are_those_of_the_paper() {
        assert!(info(&paper("Lijst")).contains("/CreationDate(D:20261123064100+01'00')"));
        assert!(xmp(&paper("Lijst")).contains("<xmp:CreateDate>2026-11-23T06:41:00+01:00</xmp:CreateDate>"));
    }

    #[test]
    fn a_title_cannot_break_the_metadata() {
        assert!(xmp(&paper("A & <B>\u{1}")).contains(">A &amp; &lt;B&gt;\u{FFFD}<"));
    }
}
