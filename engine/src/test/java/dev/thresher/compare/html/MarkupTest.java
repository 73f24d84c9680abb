package dev.thresher.compare.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.compare.html.Markup.Tag;
import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void textCannotBecomeATag() {
    assertThat(Markup.element("p", "<script>alert(\"1\" & '2')</script>"))
        .hasToString("<p>&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</p>");
  }

  @Test
  void aValueCannotLeaveItsAttribute() {
    assertThat(Tag.of("td").with("title", "x\" onclick='alert(1)").holding())
        .hasToString("<td title=\"x&quot; onclick=&#39;alert(1)\"></td>");
  }

  @Test
  void whatCannotBeSeenIsWrittenOut() {
    assertThat(Markup.text("a\u0000b\u202Ec\nd")).hasToString("a\\u0000b\\u202ec\\nd");
  }

  @Test
  void aStyleSheetCannotEndItself() {
    assertThatThrownBy(() -> Markup.style("p { } </style>"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
