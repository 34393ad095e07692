package dev.boxmill.job;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.boxmill.error.UserException;
import dev.boxmill.report.EvaluateResult;
import dev.boxmill.report.Example;
import dev.boxmill.report.ImageLocator;
import dev.boxmill.report.ReportData;
import dev.boxmill.report.ReportPage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows a report to this machine alone: the page at {@code /}, and the gallery's images in full
 * size at {@code /images/RUN/N}. It only reads. Requests name images by number, never by path, and
 * a number leads only to image files inside {@code --images}.
 *
 * <p>Web sites open in the same browser are kept out: the Host header must be this machine's, so a
 * name that was rebound to 127.0.0.1 gets nothing, and no other origin may embed an answer.
 */
final class ReportServer implements AutoCloseable {
  private static final Pattern IMAGE = Pattern.compile("/images/(\\d{1,6})/(\\d{1,9})");
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService workers;
  private final Set<String> hosts;
  private final ReportPage.Page page;
  private final List<List<Example>> galleries;
  private final ServedImages images;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ReportServer(HttpServer server, ReportData data, Optional<ImageLocator> images) {
    this.server = server;
    this.page = ReportPage.served(data, Version.number());
    this.images = new ServedImages(images);
    this.galleries =
        data.evaluates().stream()
            .map(EvaluateResult::examples)
            .filter(examples -> !examples.isEmpty())
            .toList();
    this.hosts = Set.of("127.0.0.1:" + port(), "localhost:" + port());
    this.workers =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "report-server");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts on 127.0.0.1.
   *
   * @param port 0: a free one
   * @param images where images are looked for; empty: none are shown in full size
   * @throws UserException when the port is taken or not allowed
   */
  static ReportServer start(int port, ReportData data, Optional<ImageLocator> images) {
    try {
      InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
      HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      ReportServer server = new ReportServer(http, data, images);
      http.createContext("/", server::handle);
      http.setExecutor(server.workers);
      http.start();
      return server;
    } catch (BindException e) {
      throw new UserException(
          "--serve " + port + ": the port is taken or not allowed; 0 takes a free one", e);
    } catch (IOException e) {
      throw new UserException("--serve " + port + ": cannot listen: " + e.getMessage(), e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Returns when the server was closed, or closes it when the thread is interrupted. */
  void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      close();
    }
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) { // Ctrl-C may come while it ends by itself
      server.stop(0);
      workers.shutdownNow();
      closed.countDown();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> host = exchange.getRequestHeaders().getOrDefault("Host", List.of());
      String method = exchange.getRequestMethod();
      if (host.size() != 1 || !hosts.contains(host.get(0))) {
        refuse(exchange, 421, "This server answers to " + url() + " only.");
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, 405, "This server only reads.");
      } else {
        answer(exchange);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean absolute = exchange.getRequestURI().isAbsolute();
    String path = absolute ? "" : String.valueOf(exchange.getRequestURI().getRawPath());
    if (path.equals("/")) {
      send(exchange, 200, "text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8));
      return;
    }
    Matcher image = IMAGE.matcher(path);
    Optional<ServedImages.Image> found =
        image.matches()
            ? example(Integer.parseInt(image.group(1)), Integer.parseInt(image.group(2)))
                .flatMap(e -> images.read(e.path()))
            : Optional.empty();
    if (found.isPresent()) {
      send(exchange, 200, found.get().type(), found.get().bytes());
    } else {
      refuse(exchange, 404, "There is nothing here.");
    }
  }

  private Optional<Example> example(int run, int number) {
    return run < galleries.size() && number < galleries.get(run).size()
        ? Optional.of(galleries.get(run).get(number))
        : Optional.empty();
  }

  /** Says nothing of the request: what it holds must not come back as a page. */
  private void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, "text/plain; charset=utf-8", body);
  }

  private void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", page.policy() + "; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
