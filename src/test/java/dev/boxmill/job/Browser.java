package dev.boxmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** Debian's headless Chromium, driven over the DevTools protocol. One page. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  /** Chromium's path, when the machine has it. */
  static Optional<Path> installed() {
    return Optional.of(Path.of("/usr/bin/chromium")).filter(Files::isExecutable);
  }

  /** Starts it with a new profile in an empty folder; skips the test where it is not installed. */
  static Browser start(Path profile) throws Exception {
    if (installed().isEmpty()) {
      String reason = "SKIPPED: needs chromium";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return new Browser(installed().orElseThrow(), profile);
  }

  /** Starts Chromium with a new profile in an empty folder. */
  Browser(Path chromium, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      HttpClient http = HttpClient.newHttpClient();
      String target = target(http, port(profile.resolve("DevToolsActivePort")));
      socket = http.newWebSocketBuilder().buildAsync(URI.create(target), new Listener()).join();
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        call(domain + ".enable", Map.of());
      }
    } catch (Exception e) {
      stop();
      throw e;
    }
  }

  private static int port(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return Integer.parseInt(lines.get(0).strip());
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("Chromium did not open its DevTools port");
  }

  private static String target(HttpClient http, int port) throws Exception {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (int i = 0; i < 100; i++) {
      String body = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode t : JSON.readTree(body)) {
        if (t.path("type").asText().equals("page")) {
          return t.path("webSocketDebuggerUrl").asText();
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("Chromium has no page");
  }

  /** Sends a command and waits for its result. */
  JsonNode call(String method, Map<String, Object> params) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(params));
    socket.sendText(message.toString(), true).join();
    JsonNode reply = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (reply.has("error")) {
      throw new IllegalStateException(method + ": " + reply.get("error"));
    }
    return reply.path("result");
  }

  /** Opens a file and waits until it is loaded; forgets earlier complaints and requests. */
  void open(Path file) throws Exception {
    open(file.toUri());
  }

  /** Opens an address like {@link #open(Path)}. */
  void open(URI address) throws Exception {
    complaints.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", Map.of("url", address.toString()));
    loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The value of a JavaScript expression; promises are awaited. */
  JsonNode evaluate(String script) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Waits until a JavaScript expression is true. */
  void await(String condition) throws Exception {
    for (int i = 0; i < 100; i++) {
      if (evaluate(condition).asBoolean()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("never became true: " + condition);
  }

  /** Window size in CSS pixels, and the system's colour scheme. */
  void window(int width, int height, String scheme) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** What the window shows, as PNG. */
  void screenshot(Path file) throws Exception {
    String png = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(png));
  }

  /** Errors and warnings of the console, and uncaught exceptions. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** URLs asked for since {@link #open}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws Exception {
    try {
      call("Browser.close", Map.of());
    } finally {
      stop();
    }
  }

  private void stop() throws InterruptedException {
    process.waitFor(5, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    Thread.sleep(Duration.ofMillis(200).toMillis()); // its children let go of the profile folder
  }

  private void event(String method, JsonNode params) {
    switch (method) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> complaints.add(params.toString());
      case "Log.entryAdded" -> complain(params.path("entry").path("level").asText(), params);
      case "Runtime.consoleAPICalled" -> complain(params.path("type").asText(), params);
      case "Network.requestWillBeSent" -> requests.add(params.path("request").path("url").asText());
      default -> {}
    }
  }

  private void complain(String level, JsonNode params) {
    if (level.equals("error") || level.startsWith("warn")) {
      complaints.add(params.toString());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(text.toString());
          if (message.has("id")) {
            answers.remove(message.get("id").asInt()).complete(message);
          } else {
            event(message.path("method").asText(), message.path("params"));
          }
        } catch (IOException e) {
          complaints.add("DevTools sent no JSON: " + e.getMessage());
        }
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }
}
