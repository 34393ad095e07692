package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks through an XML file without building a tree. Document types are refused, and with them
 * entities, so that a file can neither grow when read nor have others read.
 */
final class XmlCursor implements AutoCloseable {
  private static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = XmlEncoding.LONGEST;

  /** One a thread: nobody promises that several may share one. */
  private static final ThreadLocal<XMLInputFactory> FACTORY =
      ThreadLocal.withInitial(XmlCursor::factory);

  private final String file;
  private final InputStream stream;
  private final XMLStreamReader reader;
  private int depth;
  private boolean broken;

  private static XMLInputFactory factory() {
    // The JDK's own: others on the class path have other limits.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are refused");
        });
    return factory;
  }

  XmlCursor(Source source) {
    file = source.name();
    try {
      stream = source.open();
      reader = FACTORY.get().createXMLStreamReader(XmlEncoding.reader(file, stream));
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read (" + e + "); check path and rights", e);
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /** The name of a file's outermost element, or null where it is no XML at its beginning. */
  static String rootOf(Source source) {
    try (XmlCursor xml = new XmlCursor(source)) {
      return xml.root();
    } catch (UserException e) {
      return null;
    }
  }

  /** Moves to the outermost element and returns its name. */
  String root() {
    return nextChild();
  }

  /** Moves to the next child of the element we are in; null, and out of it, behind the last. */
  String nextChild() {
    while (true) {
      switch (step()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          return reader.getLocalName();
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return null;
        }
        case XMLStreamConstants.END_DOCUMENT -> throw fail("the file holds no element");
        default -> {}
      }
    }
  }

  private void enter() {
    if (++depth > DEEPEST) {
      broken = true;
      throw fail("elements are nested deeper than " + DEEPEST + "; is this an annotation file?");
    }
  }

  /** The text of the current element, stripped; moves out of it. */
  String text() {
    StringBuilder text = new StringBuilder();
    int inside = depth;
    while (depth >= inside) {
      switch (step()) {
        case XMLStreamConstants.START_ELEMENT -> enter();
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          text.append(reader.getText());
          if (text.length() > LONGEST_TEXT) {
            broken = true;
            throw fail("a text is longer than " + LONGEST_TEXT + " characters");
          }
        }
        default -> {}
      }
    }
    return text.toString().strip();
  }

  /** Moves out of the current element, over all that is left of it. */
  void skip() {
    leaveTo(depth - 1);
  }

  /** Moves out until so many elements are open. */
  void leaveTo(int open) {
    while (depth > open) {
      switch (step()) {
        case XMLStreamConstants.START_ELEMENT -> enter();
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  /** Reads to the file's end, so that damage behind the root is seen. */
  void end() {
    while (step() != XMLStreamConstants.END_DOCUMENT) {
      // Comments and the like.
    }
  }

  /** Number of open elements, the current one included. */
  int depth() {
    return depth;
  }

  /** An attribute of the element just entered, or null. */
  String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** An attribute that has to be there. */
  String required(String name) {
    String value = attribute(name);
    if (value == null) {
      throw fail("<" + reader.getLocalName() + "> has no " + name + "; add it");
    }
    return value;
  }

  private int step() {
    try {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        broken = true;
        throw fail("document types and entities are refused; remove the DOCTYPE");
      }
      return event;
    } catch (XMLStreamException e) {
      throw malformed(e);
    } catch (java.util.NoSuchElementException e) {
      broken = true;
      throw fail("the file ends too early; write it again");
    }
  }

  /** Whether the file itself is damaged, so that nothing more can be read from it. */
  boolean broken() {
    return broken;
  }

  /** A message about the place we are at. */
  UserException fail(String what) {
    return new UserException(place() + ": " + what);
  }

  /** File and line. */
  String place() {
    return file + ":" + reader.getLocation().getLineNumber();
  }

  /** A value; file and line are put before a message about it. */
  <T> T located(Supplier<T> value) {
    try {
      return value.get();
    } catch (UserException e) {
      throw broken ? e : fail(e.getMessage());
    }
  }

  private UserException malformed(XMLStreamException e) {
    broken = true;
    String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNumber();
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("Message: ");
    String what = (at < 0 ? message : message.substring(at + 9)).lines().findFirst().orElse("");
    return new UserException(
        file + place + ": malformed XML: " + what + "; repair or write the file again", e);
  }

  @Override
  public void close() {
    try {
      reader.close();
      stream.close();
    } catch (IOException | XMLStreamException e) {
      throw new UserException(file + ": cannot be read (" + e + "); check path and rights", e);
    }
  }
}
