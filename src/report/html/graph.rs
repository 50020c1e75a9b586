//! A small graph of each family: which documents are linked, how closely, and which look spun.

use std::collections::HashMap;
use std::f64::consts::TAU;
use std::fmt::{self, Write};

use super::page::{Page, document_name};
use crate::model::{Relation, Role};
use crate::report::summary::plural;

/// The number of families that are drawn: those with the most repairs, then the largest.
const MAX_FAMILIES: usize = 12;
/// The number of documents in one graph: those with repairs, then those with the most links.
const MAX_MEMBERS: usize = 10;

/// Both coordinates of the centre of a graph, in units of its `viewBox`.
const CENTRE: f64 = 60.0;
/// The radius of the circle on which the documents are placed.
const RADIUS: f64 = 44.0;

/// Writes the figure of families.
pub(super) fn families(out: &mut String, page: &Page) -> fmt::Result {
    let all = &page.families.all;
    let repairs = |family: &[usize]| family.iter().map(|&at| page.report.documents[at].repairs.len()).sum::<usize>();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&family| (usize::MAX - repairs(&all[family]), usize::MAX - all[family].len(), family));
    out.push_str("<figure class=\"families\">\n<figcaption>Families <small>documents linked as duplicates or siblings</small></figcaption>\n");
    if all.is_empty() {
        out.push_str("<p class=\"none\">No related documents.</p>\n</figure>\n");
        return Ok(());
    }
    out.push_str("<div class=\"graphs\">\n");
    for &family in order.iter().take(MAX_FAMILIES) {
        graph(out, page, family, repairs(&all[family]))?;
    }
    out.push_str("</div>\n<p class=\"axis key\"><span><i class=\"dot spun\"></i> looks spun</span><span><i class=\"dot\"></i> does not look spun</span>\
                  <span><i class=\"dot duplicate\"></i> duplicate</span><span><i class=\"edge\"></i> sibling link</span><span><i class=\"edge close\"></i> duplicate or containment link</span>");
    if all.len() > MAX_FAMILIES {
        let rest = all.len() - MAX_FAMILIES;
        write!(out, "<span>{rest} more {}</span>", if rest == 1 { "family" } else { "families" })?;
    }
    out.push_str("</p>\n</figure>\n");
    Ok(())
}

fn graph(out: &mut String, page: &Page, family: usize, repairs: usize) -> fmt::Result {
    let members = &page.families.all[family];
    let mut shown = members.clone();
    shown.sort_by_key(|&at| {
        (usize::from(page.report.documents[at].repairs.is_empty()), usize::MAX - page.families.links[at].len(), at)
    });
    shown.truncate(MAX_MEMBERS);
    shown.sort_unstable();
    let places: HashMap<usize, (f64, f64)> = shown
        .iter()
        .enumerate()
        .map(|(number, &at)| {
            let angle = TAU * number as f64 / shown.len() as f64 - TAU / 4.0;
            (at, (CENTRE + RADIUS * angle.cos(), CENTRE + RADIUS * angle.sin()))
        })
        .collect();
    write!(
        out,
        "<div class=\"graph\"><svg viewBox=\"0 0 120 120\" role=\"img\" aria-label=\"family {}: {} documents\">",
        family + 1,
        members.len()
    )?;
    for &at in &shown {
        for &(link, other) in page.families.links[at].iter().filter(|link| at < link.1) {
            let (Some(a), Some(b)) = (places.get(&at), places.get(&other)) else { continue };
            let link = &page.report.links[link];
            let class = if link.relation == Relation::Sibling { "edge" } else { "edge close" };
            let closeness = link.similarity.max(link.containment_a).max(link.containment_b).clamp(0.0, 1.0);
            write!(
                out,
                "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke-width=\"{:.1}\"/>",
                a.0,
                a.1,
                b.0,
                b.1,
                0.6 + 2.4 * closeness
            )?;
        }
    }
    for (number, at) in shown.iter().enumerate() {
        let (x, y) = places[at];
        let document = &page.report.documents[*at];
        let class = match (document.spun_score >= page.min_spun_score, document.role) {
            (true, _) => "node spun",
            (false, Role::Duplicate) => "node duplicate",
            (false, _) => "node",
        };
        write!(
            out,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\"/><text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            y + 3.2,
            number + 1
        )?;
    }
    write!(out, "</svg><div><b>Family {}</b> <small>{}</small><ol>", family + 1, plural(repairs, "repair"))?;
    for &at in &shown {
        out.push_str("<li>");
        document_name(out, page, Some(at), &page.report.documents[at].document.raw.id)?;
        out.push_str("</li>");
    }
    out.push_str("</ol>");
    if members.len() > shown.len() {
        write!(out, "<small>and {} more</small>", members.len() - shown.len())?;
    }
    out.push_str("</div></div>\n");
    Ok(())
}
