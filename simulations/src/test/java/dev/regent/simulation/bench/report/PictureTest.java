package dev.regent.simulation.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureTest {
  private static final String RED = "#c1121f";

  private final String picture = Picture.of(Example.report());

  @Test
  void hasABarForEachMeasuredRunAndARedOneForEachTimeOfTwoPrimaries() throws Exception {
    List<Element> bars = elements("rect").stream().filter(it -> it.hasAttribute("x")).toList();
    assertThat(bars).hasSize(4);
    assertThat(bars.stream().filter(it -> it.getAttribute("fill").equals(RED))).hasSize(1);
  }

  @Test
  void longerTimesHaveLongerBars() throws Exception {
    List<Double> widths =
        elements("rect").stream()
            .filter(it -> it.hasAttribute("x"))
            .map(it -> Double.valueOf(it.getAttribute("width")))
            .toList();
    // In the order of the systems: 0.4 s and 0.6 s; 0.9 s, and 31.9 s in red.
    assertThat(widths).isSorted();
  }

  @Test
  void saysWhatWasLostAndWhatHasNoFigure() throws Exception {
    String text = elements("svg").getFirst().getTextContent();
    assertThat(text)
        .contains("1559 lost", "both writable 31.9 s", "not redundant again", "not measured");
  }

  private List<Element> elements(String name) throws Exception {
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
