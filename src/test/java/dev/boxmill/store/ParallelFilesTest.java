package dev.boxmill.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import dev.boxmill.format.Ahead;
import dev.boxmill.format.FileSink;
import dev.boxmill.format.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files written at the same time, and what is told when one cannot be. */
class ParallelFilesTest {
  @TempDir Path folder;

  private final Map<String, byte[]> written = new ConcurrentHashMap<>();

  private OutputStream open(String path) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        written.put(path, toByteArray());
      }
    };
  }

  private static void put(FileSink sink, String path, byte... bytes) throws IOException {
    try (OutputStream out = sink.create(path)) {
      out.write(bytes[0]);
      out.write(bytes, 1, bytes.length - 1);
    }
  }

  private static byte[] text(int i) {
    return ("file " + i).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void filesAreWrittenAtTheSameTime() throws IOException {
    CountDownLatch together = new CountDownLatch(Ahead.THREADS);
    FileSink slow =
        path -> {
          Waiting.together(together);
          return open(path);
        };
    try (ParallelFiles files = new ParallelFiles(slow, e -> new UserException("none"))) {
      for (int i = 0; i < 1000; i++) {
        put(files, "f" + i, text(i));
      }
      files.finish();
    }
    assertEquals(1000, written.size());
    for (int i = 0; i < 1000; i++) {
      assertArrayEquals(text(i), written.get("f" + i));
    }
  }

  /** File 300 fails at once and file 200 only then, but 200 was closed first. */
  @Test
  void theFailureToldIsThatOfTheFirstFile() throws IOException {
    CountDownLatch laterFailed = new CountDownLatch(1);
    FileSink failing =
        path -> {
          if (path.equals("f200")) {
            Waiting.until(laterFailed);
            throw new IOException("no space for f200");
          }
          if (path.equals("f300")) {
            laterFailed.countDown();
            throw new IOException("no space for f300");
          }
          return open(path);
        };
    try (ParallelFiles files = new ParallelFiles(failing, e -> new UserException(e.getMessage()))) {
      UserException told =
          assertThrows(
              UserException.class,
              () -> {
                for (int i = 0; i < 1000; i++) {
                  put(files, "f" + i, text(i));
                }
                files.finish();
              });
      assertEquals("no space for f200", told.getMessage());
    }
    assertTrue(written.size() < 1000 - 2, "the rest is given up");
  }

  @Test
  void aLargeFileIsWrittenAsItComes() throws IOException {
    byte[] bytes = new byte[3 * ParallelFiles.LARGE];
    new Random(5).nextBytes(bytes);
    CountDownLatch created = new CountDownLatch(1);
    FileSink sink =
        path -> {
          created.countDown();
          return open(path);
        };
    try (ParallelFiles files = new ParallelFiles(sink, e -> new UserException("none"))) {
      try (OutputStream out = files.create("large")) {
        out.write(bytes, 0, ParallelFiles.LARGE);
        assertEquals(1, created.getCount(), "as much is gathered");
        out.write(bytes, ParallelFiles.LARGE, 2 * ParallelFiles.LARGE);
        assertEquals(0, created.getCount());
      }
      assertArrayEquals(bytes, written.get("large"));
      files.finish();
    }
  }

  @Test
  void aFileInTheWayEndsInOneLineThatNamesTheOption() throws IOException {
    Path target = folder.resolve("out");
    try (AtomicOutput out = AtomicOutput.folder(target.toString(), new Configuration());
        ParallelFiles files = ParallelFiles.in(out)) {
      put(files, "labels/a:b.txt", text(1));
      put(files, "labels/a:b.txt/c", text(2));
      UserException told = assertThrows(UserException.class, files::finish);
      assertTrue(
          told.getMessage().startsWith("--out " + target + ": cannot be written ("),
          told.getMessage());
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void filesLieInTheFolderOnceItIsCommitted() throws IOException {
    Path target = folder.resolve("out");
    try (AtomicOutput out = AtomicOutput.folder(target.toString(), new Configuration())) {
      try (ParallelFiles files = ParallelFiles.in(out)) {
        for (int i = 0; i < 500; i++) {
          put(files, "d" + i % 7 + "/a:" + i, text(i));
        }
        files.finish();
      }
      out.commit();
    }
    for (int i = 0; i < 500; i++) {
      assertArrayEquals(text(i), Files.readAllBytes(target.resolve("d" + i % 7 + "/a:" + i)));
    }
  }
}
