package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import dev.boxmill.report.EvaluateResult;
import dev.boxmill.report.Example;
import dev.boxmill.report.ImageLocator;
import dev.boxmill.report.ReportData;
import dev.boxmill.report.SampleData;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server gives out, and what it does not whoever asks. */
class ReportServerTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
  private static final String SECRET = "\u0089PNG\r\n\u001a\nsecret";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private ReportServer server;

  /** A folder with an image, a text and a link out; results that name these and worse. */
  @BeforeEach
  void start() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/sub")).getParent();
    Files.write(images.resolve("sub/a b%.png"), PNG);
    Files.writeString(images.resolve("notes.png"), "<script>alert(1)</script>");
    Path secret = folder.resolve("secret.png");
    Files.write(secret, SECRET.getBytes(StandardCharsets.ISO_8859_1));
    Files.createSymbolicLink(images.resolve("link.png"), secret);
    Files.createSymbolicLink(images.resolve("up"), folder);
    ReportData data =
        withExamples(
            List.of(
                "sub/a b%.png",
                "notes.png",
                "../secret.png",
                "..%2fsecret.png",
                secret.toString(),
                secret.toUri().toString(),
                "link.png",
                "up/secret.png",
                "sub",
                ".."));
    server = ReportServer.start(0, data, Optional.of(ImageLocator.in(images)));
  }

  private static ReportData withExamples(List<String> paths) {
    ReportData sample = SampleData.named(SampleData.HOSTILE, 0, Map.of());
    List<Example> examples =
        paths.stream().map(p -> new Example(7, p, 4, 4, List.of(), List.of())).toList();
    EvaluateResult run = sample.evaluates().get(0);
    return new ReportData(
        "",
        List.of(),
        List.of(run, new EvaluateResult(run.run(), run.protocols(), run.curves(), examples)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<byte[]> ask(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofByteArray());
  }

  /** Sends bytes as they are, which HttpClient would not; returns the whole answer. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String host() {
    return "Host: 127.0.0.1:" + server.port() + "\r\n";
  }

  @Test
  void givesThePageAndItsImages() throws Exception {
    HttpResponse<byte[]> page = ask("GET", "/");
    assertEquals(200, page.statusCode());
    String html = new String(page.body(), StandardCharsets.UTF_8);
    assertTrue(html.contains("BoxMill.enlarged = "), "the hook for full-size images");
    assertFalse(html.contains("<img src=x"), "a name that became markup");
    HttpResponse<byte[]> image = ask("GET", "/images/0/0");
    assertEquals(200, image.statusCode());
    assertEquals("image/png", image.headers().firstValue("Content-Type").orElseThrow());
    assertArrayEquals(PNG, image.body());
    HttpResponse<byte[]> head = ask("HEAD", "/images/0/0");
    assertEquals("11", head.headers().firstValue("Content-Length").orElseThrow());
    assertEquals(0, head.body().length);
  }

  /** Number 0 is the one image; all others lead out of the folder, or are no images. */
  @Test
  void pathsInResultsLeadNowhereElse() throws Exception {
    for (int n = 1; n <= 10; n++) {
      HttpResponse<byte[]> answer = ask("GET", "/images/0/" + n);
      assertEquals(404, answer.statusCode(), "image " + n);
      assertEquals("There is nothing here.\n", new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void pathsInRequestsLeadNowhere() throws Exception {
    for (String path :
        List.of(
            "/images/0/0/../../../secret.png",
            "/images/..%2f..%2fsecret.png",
            "/images/%2e%2e/%2e%2e/etc/passwd",
            "/images/0/%30",
            "/images//0/0",
            "/images/0/-1",
            "/images/1/0",
            "/images/999999999999999999/0",
            "/images/0/0%00.png",
            "/images/sub/a%20b%25.png",
            "//etc/passwd",
            "/etc/passwd",
            "/..",
            "/index.html",
            "/images/",
            "/%3Cscript%3Ealert(1)%3C/script%3E")) {
      HttpResponse<byte[]> answer = ask("GET", path);
      assertEquals(404, answer.statusCode(), path);
      assertEquals("There is nothing here.\n", new String(answer.body(), StandardCharsets.UTF_8));
    }
    for (String target :
        List.of(
            "http://127.0.0.1/images/0/0",
            "file:///etc/passwd",
            "/../../etc/passwd",
            "/images/0/0\\..\\..",
            "*",
            "images/0/0")) {
      String answer = raw("GET " + target + " HTTP/1.1\r\n" + host() + "\r\n");
      assertFalse(answer.startsWith("HTTP/1.1 200"), target + ": " + answer);
      assertFalse(answer.contains("secret") || answer.contains("root:"), target);
    }
  }

  @Test
  void onlyReads() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "MOVE")) {
      HttpResponse<byte[]> answer = ask(method, "/images/0/0");
      assertEquals(405, answer.statusCode(), method);
      assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    }
    assertArrayEquals(PNG, Files.readAllBytes(folder.resolve("images/sub/a b%.png")));
  }

  /** A site that rebinds its name to 127.0.0.1 reaches the port, but the Host header is its own. */
  @Test
  void otherHostNamesGetNothing() throws Exception {
    String port = ":" + server.port();
    for (String hosts :
        List.of(
            "Host: evil.example" + port + "\r\n",
            "Host: 127.0.0.1.evil.example" + port + "\r\n",
            "Host: 127.0.0.1\r\n",
            "Host: 127.0.0.1:1\r\n",
            "Host:\r\n",
            host() + "Host: evil.example\r\n",
            "")) {
      String answer = raw("GET / HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
      assertTrue(answer.matches("(?s)HTTP/1.1 4\\d\\d .*"), hosts + answer);
      assertFalse(answer.contains("<html"), hosts);
    }
    String local = "GET / HTTP/1.1\r\nHost: localhost" + port + "\r\nConnection: close\r\n\r\n";
    assertTrue(raw(local).startsWith("HTTP/1.1 200"));
  }

  @Test
  void everyAnswerIsFencedIn() throws Exception {
    for (String path : List.of("/", "/images/0/0", "/gone")) {
      Map<String, String> expected =
          Map.of(
              "X-Content-Type-Options", "nosniff",
              "X-Frame-Options", "DENY",
              "Referrer-Policy", "no-referrer",
              "Cross-Origin-Resource-Policy", "same-origin",
              "Cross-Origin-Opener-Policy", "same-origin",
              "Cache-Control", "no-store");
      var headers = ask("GET", path).headers();
      expected.forEach((name, value) -> assertEquals(value, headers.firstValue(name).orElse("")));
      String policy = headers.firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.startsWith("default-src 'none';"), policy);
      assertTrue(policy.contains("img-src data: 'self';"), policy);
      assertTrue(policy.endsWith("frame-ancestors 'none'"), policy);
    }
  }

  @Test
  void onlyThisMachineIsAnswered() throws Exception {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> !a.isLoopbackAddress() && a.getAddress().length == 4)
            .toList();
    for (InetAddress other : others) {
      assertThrows(ConnectException.class, () -> new Socket(other, server.port()).close());
    }
    assertEquals("http://127.0.0.1:" + server.port() + "/", server.url());
  }

  @Test
  void withoutAFolderNoFileIsGivenOut() throws Exception {
    server.close();
    Path image = folder.resolve("images/sub/a b%.png");
    server = ReportServer.start(0, withExamples(List.of(image.toString())), Optional.empty());
    assertEquals(200, ask("GET", "/").statusCode());
    assertEquals(404, ask("GET", "/images/0/0").statusCode());
  }

  @Test
  void aTakenPortIsOneLine() {
    UserException e =
        assertThrows(
            UserException.class,
            () -> ReportServer.start(server.port(), withExamples(List.of()), Optional.empty()));
    assertTrue(e.getMessage().contains("the port is taken"), e.getMessage());
  }

  @Test
  void endsWhenInterrupted() throws Exception {
    Thread waiting = new Thread(server::await);
    waiting.start();
    waiting.interrupt();
    waiting.join(20_000);
    assertFalse(waiting.isAlive());
    assertThrows(ConnectException.class, () -> ask("GET", "/"));
    server.close(); // as the shutdown hook does
  }
}
