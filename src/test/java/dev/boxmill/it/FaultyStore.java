package dev.boxmill.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and an S3 server and lets requests fail. Each request gets a connection
 * of its own, so that a fault meets one request only; bytes pass as they are, so that signatures
 * stay right.
 */
final class FaultyStore implements AutoCloseable {
  /** What becomes of a request. */
  enum Fault {
    NONE,
    /** 503 SlowDown, as S3 answers too many requests. */
    SLOW_DOWN,
    /** 400 ExpiredToken. */
    EXPIRED,
    /** The connection is reset before an answer. */
    RESET,
    /** The connection is reset in the middle of the answer. */
    CUT,
    /** The answer comes in small pieces with pauses. */
    TRICKLE
  }

  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
  private static final Pattern EXPECT = Pattern.compile("(?im)^expect:.*\r\n");

  private final ServerSocket server;
  private final int behind;
  private final Function<String, Fault> faults;
  private final AtomicInteger injected = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * Starts listening.
   *
   * @param behind port of the real store
   * @param faults chooses by request line, as in {@code GET /bucket/key HTTP/1.1}
   */
  FaultyStore(int behind, Function<String, Fault> faults) throws IOException {
    this.behind = behind;
    this.faults = faults;
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many requests met a fault. */
  int injected() {
    return injected.get();
  }

  int requests() {
    return requests.get();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-store");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      requests.incrementAndGet();
      Fault fault = faults.apply(head.lines().findFirst().orElseThrow());
      if (fault != Fault.NONE) {
        injected.incrementAndGet();
      }
      switch (fault) {
        case SLOW_DOWN -> refuse(client, head, "503 Slow Down", "SlowDown");
        case EXPIRED -> refuse(client, head, "400 Bad Request", "ExpiredToken");
        case RESET -> reset(client);
        default -> relay(client, head, fault);
      }
    } catch (IOException e) {
      return; // The client went away, which is its right.
    }
  }

  /** Up to the empty line; a body stays in the stream. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int last4 = 0; last4 != 0x0d0a0d0a; ) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      last4 = last4 << 8 | next;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void refuse(Socket client, String head, String status, String code)
      throws IOException {
    String body =
        head.startsWith("HEAD ")
            ? ""
            : "<?xml version=\"1.0\"?><Error><Code>"
                + code
                + "</Code><Message>as the test wants it</Message></Error>";
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  private void relay(Socket client, String head, Fault fault) throws IOException {
    OutputStream out = client.getOutputStream();
    Matcher expect = EXPECT.matcher(head);
    if (expect.find()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    // HTTP/1.0: the answer ends with the connection.
    String forwarded =
        EXPECT.matcher(head).replaceAll("").replaceFirst(" HTTP/1.1\r\n", " HTTP/1.0\r\n");
    forwarded = forwarded.replaceAll("(?im)^connection:.*\r\n", "");
    try (Socket store = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      OutputStream to = store.getOutputStream();
      to.write(forwarded.getBytes(StandardCharsets.ISO_8859_1));
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        copy(client.getInputStream(), to, Long.parseLong(length.group(1)));
      }
      to.flush();
      answer(store.getInputStream(), client, fault);
    }
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = bytes;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return;
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  private static void answer(InputStream in, Socket client, Fault fault) throws IOException {
    String head = head(in).replaceFirst("HTTP/1.0", "HTTP/1.1");
    OutputStream out = client.getOutputStream();
    byte[] headBytes =
        head.replaceFirst("\r\n", "\r\nConnection: close\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    out.write(headBytes);
    switch (fault) {
      case CUT -> {
        byte[] body = in.readAllBytes();
        out.write(body, 0, body.length / 2);
        out.flush();
        reset(client);
      }
      case TRICKLE -> {
        byte[] body = in.readAllBytes();
        int piece = Math.max(1, body.length / 5);
        for (int at = 0; at < body.length; at += piece) {
          out.write(body, at, Math.min(piece, body.length - at));
          out.flush();
          pause();
        }
      }
      default -> in.transferTo(out);
    }
    out.flush();
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
