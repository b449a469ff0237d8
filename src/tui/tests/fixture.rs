//! Reports made by hand, so that the browser is tested apart from what finds things in reports.

use crate::corpus::{self, Entry, Problem};
use crate::report::{
    Figure, FigureKind, Formula, Members, Outline, Point, Relation, Report, Role, Rule, Section,
    SectionKind, Shortcoming, Strength, Tie, Verdict,
};
use crate::source::{Document, Format, PageMetadata};
use crate::text::{Span, Text};
use rust_decimal::Decimal;
use std::path::PathBuf;
use std::sync::Arc;

/// Makes an entry from a text and the pieces of it that are findings.
pub(super) struct Maker {
    path: &'static str,
    text: Text,
    report: Report,
}

impl Maker {
    pub(super) fn new(path: &'static str, region: &str, year: u16, content: &str) -> Self {
        let text = Text::new(content.to_owned());
        let outline = Outline {
            title: content.lines().next().map(str::to_owned),
            region: Some(region.to_owned()),
            year: Some(year),
            ..Outline::default()
        };
        Self { path, text, report: Report { path: path.to_owned(), outline, ..Report::default() } }
    }

    fn find(&self, piece: &str) -> Span {
        let at = self.text.as_str().find(piece).unwrap_or_else(|| panic!("no {piece}"));
        Span::new(at, at + piece.len())
    }

    /// A section from its heading to the end of the text; the next of the same level ends it.
    pub(super) fn section(
        mut self,
        level: u8,
        number: &str,
        title: &str,
        role: Option<Role>,
    ) -> Self {
        let heading = self.find(&format!("{number}{title}"));
        let end = Span::new(self.text.len(), self.text.len()).start;
        let sections = &mut self.report.outline.sections;
        let parent = sections.iter().rposition(|s| s.level < level);
        for before in sections.iter_mut().filter(|s| s.level >= level && s.span.end == end) {
            before.span.end = heading.start;
        }
        let at = self.text.position(heading.start as usize);
        let title_at = Span::new(0, heading.start as usize + number.len()).end;
        sections.push(Section {
            line: at.line,
            column: at.column,
            level,
            kind: SectionKind::Numbered,
            number: Span { end: title_at, ..heading },
            title: Span { start: title_at, ..heading },
            role,
            dimension: None,
            parent,
            span: Span { start: heading.start, end },
            heading,
        });
        self
    }

    pub(super) fn figure(mut self, text: &str, kind: FigureKind, indicator: &str) -> Self {
        let span = self.find(text);
        let at = self.text.position(span.start as usize);
        let in_number = |c: &char| c.is_ascii_digit() || *c == '.';
        let (number, unit): (String, String) = text.chars().partition(in_number);
        self.report.figures.push(Figure {
            line: at.line,
            column: at.column,
            text: text.into(),
            value: number.parse().unwrap_or_default(),
            value_high: None,
            unit: unit.into(),
            kind,
            approx: None,
            change: None,
            indicator: indicator.into(),
            canonical: None,
            qualifiers: None,
            decimals: 0,
            magnitude: 0,
            named: None,
            span,
        });
        self
    }

    pub(super) fn shortcoming(mut self, text: &str) -> Self {
        let span = self.find(text);
        let at = self.text.position(span.start as usize);
        self.report.shortcomings.push(Shortcoming {
            line: at.line,
            column: at.column,
            strength: Strength::Zone,
            cue: None,
            hedge: None,
            theme: None,
            span,
        });
        self
    }

    /// A sum of figures against another.
    pub(super) fn sum(self, parts: &[&str], stated: &str, verdict: Verdict) -> Self {
        let members = Members::new(parts.iter().map(|part| self.index(part)), self.index(stated));
        let value = |part: &&str| self.report.figures.value(self.index(part) as usize).unwrap();
        let computed = parts.iter().map(value).sum();
        self.relation(Rule::Sum, Formula::Terms, verdict, computed, members)
    }

    /// Names that a figure counts.
    pub(super) fn list(self, names: &[&str], stated: &str) -> Self {
        let members = Members::named(names, self.index(stated));
        self.relation(Rule::ListCount, Formula::Names, Verdict::Holds, names.len().into(), members)
    }

    fn index(&self, text: &str) -> u32 {
        let at = self.report.figures.iter(&self.text).position(|figure| figure.text == text);
        u32::try_from(at.unwrap()).unwrap()
    }

    fn relation(
        mut self,
        rule: Rule,
        formula: Formula,
        verdict: Verdict,
        computed: Decimal,
        members: Members,
    ) -> Self {
        let tie = Tie::OfWhich;
        self.report.relations.push(Relation { rule, tie, verdict, formula, computed, members });
        self
    }

    pub(super) fn point(mut self, marker: &str, text: &str) -> Self {
        let span = self.find(&format!("{marker}{text}"));
        let text_at = Span::new(0, span.start as usize + marker.len()).end;
        let at = self.text.position(span.start as usize);
        self.report.outline.points.push(Point {
            line: at.line,
            column: at.column,
            marker: Span { end: text_at, ..span },
            text: Span { start: text_at, ..span },
            span,
        });
        self
    }

    pub(super) fn entry(self) -> Entry {
        let document = Document {
            path: PathBuf::from(self.path),
            format: Format::Plain,
            encoding: "UTF-8",
            text: self.text,
            places: crate::source::Places::default(),
            metadata: PageMetadata::default(),
        };
        Entry { document: Arc::new(document), report: Arc::new(self.report) }
    }
}

const MAPLE: &str = "枫桥县2023年法治政府建设年度报告
2023年，枫桥县坚持把法治政府建设摆在全局工作的突出位置，各项任务有序推进。
一、主要举措和成效
(一)规范行政执法
全年培训执法人员386人次，办理行政处罚案件2150件，其中简易程序1200件、普通程序900件。
执法人员持证上岗率达到98.6%，“首违不罚”清单覆盖十二个领域。
(二)化解矛盾纠纷
全县收到行政复议申请73件，办结70件，行政复议决定履行率100%。
负责人出庭应诉率保持在95%以上，出庭说明理由成为常态，行政复议渠道更加畅通。
(三)普及法律知识
一是开展宪法宣传周活动，发放资料3万份。二是组织旁听庭审，受众5000人次。
聘请法律顾问40名，参与重大决策论证25次，提出意见120条，被采纳106条。
二、存在的不足
对照上级要求，仍存在一些问题：基层执法力量薄弱，复议应诉能力有待提高。
普法针对性不强，部分乡镇法律顾问作用发挥不充分。
三、下一步工作安排
进一步加强执法队伍建设，健全行政复议与信访衔接机制。
继续压实第一责任人职责，把法治建设成效纳入年度考核。
推动行政机关负责人出庭、出声、出效果。
";

/// Two reports of one county, two years; the later one has a sum that does not hold.
pub(super) fn reports() -> Vec<Entry> {
    vec![maple(), birch()]
}

fn maple() -> Entry {
    use FigureKind::{Count, Percent};
    Maker::new("reports/枫桥2023.txt", "枫桥县", 2023, MAPLE)
        .section(1, "一、", "主要举措和成效", Some(Role::Achievements))
        .section(2, "(一)", "规范行政执法", None)
        .section(2, "(二)", "化解矛盾纠纷", None)
        .section(2, "(三)", "普及法律知识", None)
        .section(1, "二、", "存在的不足", Some(Role::Shortcomings))
        .section(1, "三、", "下一步工作安排", Some(Role::Plan))
        .figure("386人次", Count, "培训执法人员")
        .figure("2150件", Count, "行政处罚案件")
        .figure("1200件", Count, "简易程序")
        .figure("900件", Count, "普通程序")
        .figure("98.6%", Percent, "执法人员持证上岗率")
        .figure("73件", Count, "收到行政复议申请")
        .figure("70件", Count, "行政复议办结")
        .figure("100%", Percent, "行政复议决定履行率")
        .figure("95%", Percent, "负责人出庭应诉率")
        .figure("3万份", Count, "发放资料")
        .figure("5000人次", Count, "旁听庭审受众")
        .figure("40名", Count, "法律顾问")
        .shortcoming("基层执法力量薄弱")
        .shortcoming("复议应诉能力有待提高")
        .shortcoming("普法针对性不强")
        .shortcoming("部分乡镇法律顾问作用发挥不充分")
        .point("一是", "开展宪法宣传周活动，发放资料3万份。")
        .point("二是", "组织旁听庭审，受众5000人次。")
        .sum(&["1200件", "900件"], "2150件", Verdict::Inconsistent)
        .entry()
}

fn birch() -> Entry {
    let text =
        MAPLE.replace("2023年", "2024年").replace("2150件", "2100件").replace("枫桥", "桦川");
    Maker::new("reports/桦川2024.txt", "桦川县", 2024, &text)
        .section(1, "一、", "主要举措和成效", Some(Role::Achievements))
        .section(1, "二、", "存在的不足", Some(Role::Shortcomings))
        .figure("386人次", FigureKind::Count, "培训执法人员")
        .figure("95%", FigureKind::Percent, "负责人出庭应诉率")
        .shortcoming("普法针对性不强")
        .list(&["A", "B", "C"], "386人次")
        .entry()
}

/// Something that could not be read.
pub(super) fn problem() -> corpus::Event {
    corpus::Event::Problem(Problem {
        path: PathBuf::from("reports/坏文件.txt"),
        reason: corpus::Reason::Crash("boom".to_owned()),
    })
}

/// A report on one line of so many bytes at least, with nothing found in it.
pub(super) fn one_line(bytes: usize) -> Entry {
    let sentence = "全市各级行政机关办理案件2,082项，“依法行政”深入人心。";
    Maker::new("reports/长行.txt", "长行县", 2023, &sentence.repeat(bytes / sentence.len() + 1))
        .entry()
}
