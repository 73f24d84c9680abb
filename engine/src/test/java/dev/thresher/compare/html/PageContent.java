package dev.thresher.compare.html;

import dev.thresher.compare.Comparison;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as a strict parser reads it: whatever is not well-formed is refused. */
record PageContent(String source, Document document) {
  static PageContent of(Comparison comparison) {
    var source = ComparisonPage.of(comparison);
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      return new PageContent(source, builder.parse(new InputSource(new StringReader(source))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(source, e);
    }
  }

  List<Element> all(String name) {
    return under(document.getDocumentElement(), name);
  }

  static List<Element> under(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength())
        .mapToObj(found::item)
        .map(Element.class::cast)
        .toList();
  }

  /** The drawing whose title has this id, less {@code -title}. */
  Element drawing(String name) {
    return all("svg").stream()
        .filter(svg -> svg.getAttribute("aria-labelledby").startsWith(name + "-title"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no drawing " + name));
  }

  boolean hasDrawing(String name) {
    return all("svg").stream()
        .anyMatch(svg -> svg.getAttribute("aria-labelledby").startsWith(name + "-title"));
  }

  /** Those elements of a drawing that have this class among theirs. */
  static List<Element> classed(Element drawing, String look) {
    return under(drawing, "*").stream()
        .filter(one -> List.of(one.getAttribute("class").split(" ")).contains(look))
        .toList();
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  String text() {
    return document.getDocumentElement().getTextContent();
  }
}
