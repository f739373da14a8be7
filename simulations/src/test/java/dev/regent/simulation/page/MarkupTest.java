package dev.regent.simulation.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void everyCharacterThatMeansSomethingIsEscaped() {
    assertThat(Markup.text("<a href=\"x\">&'")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  }

  @Test
  void whatAPageMayNotHoldIsReplaced() {
    assertThat(Markup.text("a\u0000b\u001bc\ud800d\tü😀")).isEqualTo("a\ufffdb\ufffdc\ufffdd\tü😀");
  }
}
