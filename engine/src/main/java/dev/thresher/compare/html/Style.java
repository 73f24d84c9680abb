package dev.thresher.compare.html;

/**
 * How the page looks. Colours of backends are from Okabe and Ito's palette, darkened or lightened
 * until they stand out from the ground.
 */
final class Style {
  static final String SHEET =
      """
      :root {
        color-scheme: light dark;
        --ground: #ffffff; --raised: #f4f6f8; --ink: #1a1f26; --soft: #4d5763; --rule: #d5dbe1;
        --accent: #00568c; --alarm: #a32100; --alarm-ground: #fdeee9;
        --threads: #0072b2; --virtual: #a0468c; --processes: #c04f00; --cluster: #00795a;
        --python-threads: #6f6200; --python-processes: #9c2f5f; --python-mp: #46632f;
        --code: #0072b2; --between: #c04f00; --start: #7a8490; --stripe: #ffffff;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --ground: #14181d; --raised: #1e242b; --ink: #e8ecf0; --soft: #aeb8c2; --rule: #38414b;
          --accent: #7cc4f2; --alarm: #ffab94; --alarm-ground: #3a1d15;
          --threads: #56b4e9; --virtual: #e09ccc; --processes: #f0944a; --cluster: #35c39a;
          --python-threads: #e3d24c; --python-processes: #f59ac0; --python-mp: #a5cf8c;
          --code: #56b4e9; --between: #f0944a; --start: #8b96a2; --stripe: #14181d;
        }
      }
      * { box-sizing: border-box; }
      body {
        margin: 0 auto; padding: 24px 16px 48px; max-width: 1180px;
        background: var(--ground); color: var(--ink);
        font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
        overflow-wrap: anywhere;
      }
      h1 { font-size: 1rem; font-weight: 600; color: var(--soft); margin: 0 0 8px; }
      h2 { font-size: 1.2rem; margin: 36px 0 8px; }
      h3 { font-size: 1rem; margin: 0 0 6px; }
      p { margin: 0 0 8px; max-width: 75ch; }
      ol, ul { margin: 0; padding-left: 1.4em; max-width: 75ch; }
      li { margin: 4px 0; }
      .verdict {
        font-size: 1.5rem; line-height: 1.3; font-weight: 600; margin: 0 0 8px;
        padding-left: 14px; border-left: 5px solid var(--accent);
      }
      .soft, figcaption, caption, footer { color: var(--soft); font-size: 0.875rem; }
      .alarm {
        border: 2px solid var(--alarm); background: var(--alarm-ground); border-radius: 6px;
        padding: 10px 14px; margin: 12px 0; max-width: 80ch;
      }
      .alarm strong { color: var(--alarm); }
      pre {
        background: var(--raised); border: 1px solid var(--rule); border-radius: 6px;
        padding: 10px 14px; margin: 0; overflow-x: auto; user-select: all;
        font: 14px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
      }
      .wide { overflow-x: auto; margin: 8px 0; }
      .wide:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); }
      table { border-collapse: collapse; font-size: 0.875rem; overflow-wrap: normal; }
      caption { text-align: left; padding: 4px 0; }
      caption span {
        display: inline-block; position: sticky; left: 0; max-width: min(75ch, 100vw - 32px);
        white-space: normal;
      }
      th, td {
        text-align: left; vertical-align: top; padding: 5px 14px 5px 2px;
        border-bottom: 1px solid var(--rule); font-variant-numeric: tabular-nums;
      }
      thead th { color: var(--soft); font-weight: 600; }
      tbody th { font-weight: 600; white-space: nowrap; }
      .arms td, .arms th { white-space: nowrap; }
      tr.chosen th, tr.chosen td { background: var(--raised); }
      .provenance td { overflow-wrap: anywhere; }
      .figures { display: grid; grid-template-columns: minmax(0, 1fr); gap: 32px; }
      figure { margin: 0; min-width: 0; max-width: 620px; }
      figcaption { margin-top: 4px; }
      details { margin-top: 6px; font-size: 0.875rem; }
      summary { cursor: pointer; color: var(--accent); }
      .legend {
        display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; padding: 0; margin: 2px 0;
        font-size: 0.875rem;
      }
      .legend li { margin: 0; }
      .swatch { vertical-align: -2px; }
      @media (min-width: 980px) {
        .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 36px 48px; }
      }

      .plot { display: block; width: 100%; height: auto; }
      .plot text { fill: var(--ink); font-size: 14.5px; }
      .plot .tick, .plot .axis, .plot .note { fill: var(--soft); }
      .plot .middle { text-anchor: middle; }
      .plot .end { text-anchor: end; }
      .plot .strong { font-weight: 700; }
      .plot .note, .plot .axis { font-size: 13.5px; }
      .plot .halo, .plot .name, .plot .value, .plot .note, .plot .axis { paint-order: stroke; stroke: var(--ground); stroke-width: 4px; }
      @media (min-width: 560px) {
        .plot text { font-size: 12px; }
        .plot .note, .plot .axis { font-size: 11.5px; }
      }
      .grid { stroke: var(--rule); stroke-width: 1; }
      .ideal { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 6 4; }
      .rule { stroke: var(--ink); stroke-width: 1.2; }
      .break-even { stroke-dasharray: 2 4; stroke-width: 2; }
      .median { stroke: var(--ink); stroke-width: 2.5; }
      .end-of-interval { stroke: var(--ink); stroke-width: 1; }
      .threads { --own: var(--threads); }
      .virtual { --own: var(--virtual); }
      .processes { --own: var(--processes); }
      .cluster { --own: var(--cluster); }
      .python-threads { --own: var(--python-threads); }
      .python-processes { --own: var(--python-processes); }
      .python-mp { --own: var(--python-mp); }
      .mark { fill: var(--own); stroke: var(--ground); stroke-width: 0.8; }
      .trial { fill-opacity: 0.75; }
      .interval { fill: var(--own); fill-opacity: 0.25; }
      .band { fill: var(--own); fill-opacity: 0.18; }
      .curve { fill: none; stroke: var(--own); stroke-width: 2.2; }
      .curve.virtual { stroke-dasharray: 2 3; }
      .curve.processes { stroke-dasharray: 9 4; }
      .curve.cluster { stroke-dasharray: 9 3 2 3; }
      .curve.python-threads { stroke-dasharray: 1 5; }
      .curve.python-processes { stroke-dasharray: 4 6; }
      .curve.python-mp { stroke-dasharray: 12 3 2 3; }
      .thin { stroke: var(--own); stroke-width: 1.5; }
      .thick { stroke: var(--own); stroke-width: 7; stroke-opacity: 0.55; }
      .upright { stroke: var(--ink); stroke-width: 2; }
      .part { stroke: var(--ground); stroke-width: 1; }
      .part-process { fill: var(--start); }
      .part-ready { fill: url(#stripes-up); }
      .part-code { fill: var(--code); }
      .part-working { fill: url(#stripes-of-work); }
      .part-between { fill: url(#dots); }
      .part-ending { fill: url(#stripes-down); }
      .way-encode { fill: var(--between); }
      .way-send { fill: url(#there-stripes); }
      .way-decode { fill: url(#there-dots); }
      .way-wait { fill: var(--raised); stroke: var(--soft); }
      .way-run { fill: var(--code); }
      .way-encode-result { fill: var(--virtual); }
      .way-return { fill: url(#back-stripes); }
      .way-decode-result { fill: url(#back-dots); }
      .way-commit { fill: var(--start); }
      .spent-processor { fill: var(--code); }
      .spent-monitor { fill: url(#monitor-stripes); }
      .spent-parked { fill: url(#parked-dots); }
      .spent-collection { fill: url(#collection-stripes); }
      .spent-ready { fill: url(#ready-dots); }
      .spent-rest { fill: var(--raised); stroke: var(--soft); }
      .monitor-stripes-ground, .parked-dots-ground { fill: var(--between); }
      .collection-stripes-ground { fill: var(--virtual); }
      .ready-dots-ground { fill: var(--start); }
      .there-stripes-ground, .there-dots-ground { fill: var(--between); }
      .back-stripes-ground, .back-dots-ground { fill: var(--virtual); }
      .bar { fill: var(--own); }
      .stripes-up-ground, .stripes-down-ground { fill: var(--start); }
      .stripes-of-work-ground { fill: var(--code); }
      .dots-ground { fill: var(--between); }
      .stripe { stroke: var(--stripe); stroke-width: 1.6; }
      .dot { fill: var(--stripe); }

      @media print {
        :root {
          color-scheme: light;
          --ground: #ffffff; --raised: #f4f6f8; --ink: #000000; --soft: #40474f; --rule: #c2c8ce;
          --accent: #00568c; --alarm: #a32100; --alarm-ground: #fdeee9;
          --threads: #0072b2; --virtual: #a0468c; --processes: #c04f00; --cluster: #00795a;
          --python-threads: #6f6200; --python-processes: #9c2f5f; --python-mp: #46632f;
          --code: #0072b2; --between: #c04f00; --start: #7a8490; --stripe: #ffffff;
        }
        * { print-color-adjust: exact; }
        body { font-size: 10.5pt; padding: 0; max-width: none; }
        .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px 24px; }
        figure, li, tr, .alarm, pre { break-inside: avoid; }
        h2, h3 { break-after: avoid; }
        .wide, pre { overflow: visible; }
        pre { white-space: pre-wrap; }
        .arms td, .arms th { white-space: normal; padding-right: 8px; font-size: 8pt; }
        details { display: none; }
      }
      """;

  private Style() {}
}
