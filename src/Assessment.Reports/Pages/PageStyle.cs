namespace Assessment.Reports;

/// <summary>The style of all pages: any width, light and dark, and paper.</summary>
internal static class PageStyle
{
    /// <summary>Colours are Okabe and Ito's (2008), and Brewer's PuOr for levels: told apart without seeing red and green. Shapes differ as well.</summary>
    public const string Text = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de; --fill: #f4f6f8; --mark: #0b5cad;
          --a: #0072b2; --b: #b34700; --c: #00795c; --n: #8c959f; --l1: #b35806; --l2: #f1a340; --l3: #dcdcdc; --l4: #a99fd0; --l5: #542788 }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #10151b; --soft: #a2afbb; --line: #38434f; --fill: #1a222b; --mark: #79b8ff;
          --a: #56b4e9; --b: #f0a35e; --c: #4fc9a4; --n: #76828e; --l1: #c8660f; --l2: #e8a54a; --l3: #b9bec4; --l4: #a79bd6; --l5: #7d4fc0 } }
        * { box-sizing: border-box }
        html { -webkit-text-size-adjust: 100% }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere }
        header, nav, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 clamp(16px, 4vw, 40px) }
        header { padding-top: 32px }
        h1 { font-size: clamp(25px, 4vw, 36px); line-height: 1.2; margin: 0 0 12px }
        h2 { font-size: clamp(20px, 3vw, 25px); line-height: 1.25; margin: 56px 0 12px; padding-top: 16px; border-top: 2px solid var(--ink) }
        h3 { font-size: 17px; margin: 32px 0 8px }
        p { margin: 0 0 12px; max-width: 76ch } .soft { color: var(--soft) }
        a { color: var(--mark) } .skip { position: absolute; left: -9999px } .skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 8px }
        nav ol { columns: 3 220px; padding: 0 0 0 22px; margin: 20px 0 0; font-size: 15px } nav li { break-inside: avoid; padding: 2px 0 }
        .findings { list-style: none; padding: 0; margin: 0 0 16px; display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)) }
        .findings li { border: 1px solid var(--line); border-left: 6px solid var(--n); border-radius: 6px; padding: 12px 16px; background: var(--fill) }
        .findings .good { border-left-color: var(--c) } .findings .act { border-left-color: var(--b) }
        .findings strong { display: block } .verdict { font-size: 24px; font-weight: 650; line-height: 1.3; margin-bottom: 4px }
        .scroll { overflow-x: auto; margin: 0 0 16px; border: 1px solid var(--line); border-radius: 6px } .scroll:focus-visible { outline: 3px solid var(--mark) }
        table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums }
        caption { text-align: left; padding: 10px 12px; font-weight: 600 }
        th, td { text-align: left; vertical-align: top; padding: 6px 12px; border-top: 1px solid var(--line); overflow-wrap: normal }
        th[scope=row] { font-weight: 500 } thead th { background: var(--fill); vertical-align: bottom } .number { text-align: right }
        td small, th small { display: block; color: var(--soft); white-space: nowrap } .number span { white-space: nowrap } td bdi, th bdi { display: inline-block; min-width: 8ch; max-width: 44ch; overflow-wrap: break-word }
        details { margin: 0 0 20px } summary { cursor: pointer; padding: 8px 0; color: var(--mark) }
        figure { margin: 16px 0 8px } figcaption { font-weight: 600; margin-bottom: 4px }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 20px; margin: 0 0 6px; padding: 0; font-size: 14px; color: var(--soft) }
        .legend li { display: flex; align-items: center; gap: 6px } .legend svg { flex: none }
        .chart > svg { display: block; width: 100%; height: auto; max-width: 1000px } .chart > svg.narrow { display: none }
        svg text { fill: var(--ink); font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; unicode-bidi: isolate }
        svg .soft { fill: var(--soft) } svg .head { font-weight: 650 } svg .grid { stroke: var(--line) } svg .zero { stroke: var(--soft); stroke-dasharray: 5 4 }
        svg .a { stroke: var(--a); fill: var(--a) } svg .b { stroke: var(--b); fill: var(--b) } svg .c { stroke: var(--c); fill: var(--c) } svg .n { stroke: var(--n); fill: var(--n) }
        svg .ring { fill: var(--paper); stroke-width: 2 } svg .line { stroke-width: 2; fill: none } svg .band { opacity: .22; stroke: none }
        svg .l1 { fill: var(--l1) } svg .l2 { fill: var(--l2) } svg .l3 { fill: var(--l3) } svg .l4 { fill: var(--l4) } svg .l5 { fill: var(--l5) }
        svg .part { stroke: var(--paper); stroke-width: 1 } svg text.on1, svg text.on5 { fill: #fff } svg text.on2, svg text.on3, svg text.on4 { fill: #16191d }
        footer { padding-top: 40px; padding-bottom: 64px }
        @media (max-width: 700px) { .chart > svg.wide { display: none } .chart > svg.narrow { display: block } nav ol { columns: 1 } }
        @media (prefers-color-scheme: dark) { svg text.on1 { fill: #16191d } }
        @media print {
          :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --fill: #fff; --mark: #000; --a: #0072b2; --b: #b34700; --c: #00795c; --n: #777;
            --l1: #b35806; --l2: #f1a340; --l3: #dcdcdc; --l4: #a99fd0; --l5: #542788 }
          body { font-size: 10pt } header, nav, main, footer { max-width: none; padding-left: 0; padding-right: 0 } .skip, summary { display: none }
          details::details-content { content-visibility: visible; display: block } .scroll { overflow: visible; border: 0 } table { font-size: 8.5pt } thead { display: table-header-group }
          tr, figure, .findings li { break-inside: avoid } h2, h3 { break-after: avoid } h2 { margin-top: 24pt } svg text.on1 { fill: #fff }
          .chart > svg.wide { display: block } .chart > svg.narrow { display: none }
        }
        """;
}
