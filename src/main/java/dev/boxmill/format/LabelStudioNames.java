package dev.boxmill.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** File names of images from the URLs by which Label Studio serves them, and back. */
final class LabelStudioNames {
  private static final String LOCAL = "/data/local-files/?d=";

  private LabelStudioNames() {}

  /** The image of a task: the value of "image", else the first that names an image file. */
  static String ofImage(JsonNode data) {
    String url = data.path("image").asText("");
    if (url.isEmpty()) {
      for (JsonNode value : data) {
        if (value.isTextual() && FileNames.isImage(value.asText())) {
          url = value.asText();
          break;
        }
      }
    }
    String name = ofUrl(url);
    if (name.isBlank()) {
      throw new UserException("no image in the task's data; add \"data\": {\"image\": ...}");
    }
    return name;
  }

  /** What is behind the host, the upload folder with its number, or the local folder's prefix. */
  static String ofUrl(String url) {
    int local = url.indexOf(LOCAL.substring(1));
    if (local >= 0) {
      return decoded(url.substring(local + LOCAL.length() - 1));
    }
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url.replaceFirst("^/?data/upload/(\\d+/)?", "");
    }
    String path = url.substring(scheme + 3);
    int query = path.indexOf('?');
    path = query < 0 ? path : path.substring(0, query);
    path = decoded(path.substring(path.indexOf('/') + 1));
    return path.replaceFirst("^data/upload/(\\d+/)?", "");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "'" + Numbers.brief(text) + "' is no URL (" + e.getMessage() + "); mend its % signs", e);
    }
  }

  /** A URL from which {@link #ofUrl} has the name back. */
  static String url(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return LOCAL + encoded.replace("+", "%20").replace("%2F", "/");
  }
}
