package dev.regent.simulation.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import dev.regent.simulation.scenario.Scenarios;
import dev.regent.simulation.scheme.Schemes;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PageTest {
  private static final String SHORT =
      """
      title = "a <b>title</b> & \\"more\\" ]]></script>"
      source = "nobody's document"
      cell { data-nodes = [left, right], witnesses = [judge] }
      steps = [
        1s    delay 20ms left <-> judge
        2s    isolate left
        3s    power off judge
        3.1s  power on judge
        9s    heal
      ]
      length = 14s
      expect = [ never two primaries, no outage ]
      """;

  private static String page() throws BadScenario {
    Scenario scenario = ScenarioReader.read("short.conf", SHORT);
    Play.Outcome outcome = Play.run(scenario);
    return Page.of(heading(scenario), List.of(regent(outcome)));
  }

  private static Page.Heading heading(Scenario scenario) {
    return new Page.Heading(scenario.id(), scenario.title(), scenario.source());
  }

  private static Panel regent(Play.Outcome outcome) {
    return new Panel(
        "Regent <1>",
        outcome.passed() ? "passed" : "FAILED",
        outcome.passed(),
        outcome.recording(),
        outcome.findings(),
        List.of("lost & found"));
  }

  private static Document parsed(String page)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  /** The text of every element of a class. */
  private static List<String> texts(Document page, String tag, String kind) {
    List<String> texts = new ArrayList<>();
    NodeList all = page.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (List.of(element.getAttribute("class").split(" ")).contains(kind)) {
        texts.add(element.getTextContent());
      }
    }
    return texts;
  }

  @Test
  void isWellFormedAndShowsEveryLaneEveryFaultAndEveryExpectation() throws Exception {
    Document page = parsed(page());

    assertThat(texts(page, "div", "name")).contains("left", "right", "judge", "faults", "writes");
    assertThat(texts(page, "b", "fault"))
        .containsExactlyInAnyOrder(
            "delay 20ms left <-> judge",
            "isolate left",
            "power off judge",
            "power on judge",
            "heal");
    assertThat(texts(page, "tr", "met")).containsExactly("passnever two primaries0ms");
    assertThat(texts(page, "tr", "unmet"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("FAILno outage");
    assertThat(texts(page, "u", "primary")).hasSize(2);
    assertThat(texts(page, "svg", "lease")).as("one for each holder").isNotEmpty();
    assertThat(texts(page, "b", "worst").getFirst()).startsWith("no write for ");
  }

  @Test
  void everyEventOfTheListHasItsPlaceInThePicture() throws Exception {
    Document page = parsed(page());
    NodeList buttons = page.getElementsByTagName("button");
    int events = 0;
    for (int i = 0; i < buttons.getLength(); i++) {
      Element button = (Element) buttons.item(i);
      if (button.hasAttribute("data-mark")) {
        String id = "m-%s-%s".formatted(button.getAttribute("data-panel"), mark(button));
        assertThat(ids(page)).contains(id);
        events++;
      }
    }
    assertThat(events).isEqualTo(texts(page, "i", "mark").size()).isGreaterThan(8);
  }

  private static String mark(Element button) {
    return button.getAttribute("data-mark");
  }

  private static List<String> ids(Document page) {
    List<String> ids = new ArrayList<>();
    NodeList all = page.getElementsByTagName("i");
    for (int i = 0; i < all.getLength(); i++) {
      ids.add(((Element) all.item(i)).getAttribute("id"));
    }
    return ids;
  }

  @Test
  void needsNothingButItself() throws BadScenario {
    assertThat(page())
        .doesNotContain("http:", "https:", "src=", "href=", "url(", "@import", "fetch(")
        .doesNotContain("//cdn");
  }

  @Test
  void whatOthersWroteNeverBecomesMarkup() throws BadScenario {
    assertThat(page())
        .contains("a &lt;b&gt;title&lt;/b&gt; &amp; &quot;more&quot; ]]&gt;&lt;/script&gt;")
        .contains("nobody&#39;s document", "Regent &lt;1&gt;", "lost &amp; found")
        .contains("\"name\":\"Regent \\u003c1\\u003e\"")
        .doesNotContain("<b>title", "Regent <1>");
  }

  @Test
  void theSameRunsGiveTheSameBytes() throws BadScenario {
    assertThat(page()).isEqualTo(page());
  }

  @Test
  void aComparisonHasBothOnOneAxisAndShowsWhenTwoWereWritable() throws Exception {
    String id = "D001-firewall-drops-vrrp";
    Scenario scenario =
        ScenarioReader.read(id + ".conf", Objects.requireNonNull(Scenarios.texts().get(id)));
    Recording scheme = Schemes.run(scenario);
    List<Judge.Finding> findings = Judge.judge(scheme, scenario.scheme().orElseThrow().expected());
    Panel above =
        new Panel("keepalived", "as the document says", true, scheme, findings, List.of());

    Document page = parsed(Page.of(heading(scenario), List.of(above, regent(Play.run(scenario)))));

    assertThat(texts(page, "section", "panel")).hasSize(2);
    assertThat(texts(page, "i", "dual")).isNotEmpty();
    assertThat(texts(page, "p", "sr").getFirst()).startsWith("two nodes writable from ");
  }
}
