package dev.boxmill.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server on loopback, as a process, with one bucket in memory. */
final class S3Server implements AutoCloseable {
  static final String KEY = "boxmill-test-key";
  static final String SECRET = "boxmill-test-secret-e3b0c44298fc1c14";
  static final String HOST = "127.0.0.1";

  private final Process process;
  private final int port;

  /** Starts it and waits until it answers. The bucket {@code bucket} is there. */
  S3Server(Path folder) throws IOException, InterruptedException {
    Path jar = Processes.HOME.resolve("target/s3proxy/s3proxy.jar");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path settings = folder.resolve("s3proxy.properties");
    Files.writeString(
        settings,
        """
        s3proxy.endpoint=http://%s:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=transient
        jclouds.identity=none
        jclouds.credential=none
        """
            .formatted(HOST, port, KEY, SECRET));
    process =
        Processes.start(
            Map.of(),
            folder.resolve("s3proxy.out"),
            folder.resolve("s3proxy.err"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-DLOG_LEVEL=warn",
                "-jar",
                jar.toString(),
                "--properties",
                settings.toString()));
    awaitListening();
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(URI.create("http://" + HOST + ":" + port))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .httpClient(ApacheHttpClient.create())
            .build()) {
      client.createBucket(request -> request.bucket("bucket"));
    }
  }

  int port() {
    return port;
  }

  private void awaitListening() throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("the S3 server does not listen on port " + port);
  }

  /** What a user's core-site.xml says, without credentials. */
  static Configuration settings(int port) {
    Configuration settings = new Configuration(false);
    settings.set("fs.s3a.endpoint", "http://" + HOST + ":" + port);
    settings.set("fs.s3a.endpoint.region", "us-east-1");
    settings.set("fs.s3a.path.style.access", "true");
    // Tests do not wait as long as users should.
    settings.set("fs.s3a.attempts.maximum", "2");
    settings.set("fs.s3a.retry.limit", "4");
    settings.set("fs.s3a.retry.interval", "50ms");
    settings.set("fs.s3a.retry.throttle.limit", "4");
    settings.set("fs.s3a.retry.throttle.interval", "50ms");
    settings.set("fs.s3a.connection.timeout", "5s");
    return settings;
  }

  /** Writes the settings where {@code HADOOP_CONF_DIR} may point. */
  static Path save(Configuration settings, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var out = Files.newOutputStream(folder.resolve("core-site.xml"))) {
      settings.writeXml(out);
    }
    return folder;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
