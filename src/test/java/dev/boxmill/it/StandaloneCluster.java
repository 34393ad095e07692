package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Spark standalone master and two workers of one core each, as processes on loopback. Workers
 * keep Spark's own files below {@code local-worker0} and {@code local-worker1} of the folder.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int WORKERS = 2;
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final List<Process> processes = new ArrayList<>();
  private final String url;

  StandaloneCluster(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    url = "spark://" + HOST + ":" + port;
    start(
        folder,
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    awaitListening(port);
    for (int i = 0; i < WORKERS; i++) {
      start(
          folder,
          "worker" + i,
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          HOST,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "2g",
          "--work-dir",
          folder.resolve("work" + i).toString(),
          url);
    }
  }

  /** The master's address, for --master. */
  String url() {
    return url;
  }

  /** Kills an executor as the system does when memory runs out; waits for one to be there. */
  void killAnExecutor() throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      Optional<ProcessHandle> executor =
          processes.stream()
              .flatMap(Process::descendants)
              .filter(p -> p.info().commandLine().orElse("").contains(EXECUTOR))
              .findFirst();
      if (executor.isPresent()) {
        assertTrue(executor.get().destroyForcibly(), "kill -9");
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no executor within a minute");
  }

  private void start(Path folder, String name, String main, String... arguments)
      throws IOException {
    Path spark = Processes.HOME.resolve("target/spark");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    for (String line : Files.readAllLines(Processes.HOME.resolve("conf/jvm-options"))) {
      if (!line.startsWith("#")) {
        command.add(line);
      }
    }
    command.addAll(List.of("-cp", spark + "/jars/*", main));
    command.addAll(List.of(arguments));
    processes.add(
        Processes.start(
            Map.of(
                "SPARK_LOCAL_DIRS",
                Files.createDirectories(folder.resolve("local-" + name)).toString(),
                "SPARK_HOME",
                spark.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                HOST),
            folder.resolve(name + ".out"),
            folder.resolve(name + ".err"),
            command));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(int port) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      try (Socket socket = new Socket(HOST, port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("Spark's master does not listen on port " + port);
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
