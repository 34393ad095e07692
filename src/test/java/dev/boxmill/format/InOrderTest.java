package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work done ahead: its order, its failures, its bounds. */
class InOrderTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 2000).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 32})
  void resultsComeInTheOrderOfTheList(int threads) throws IOException {
    List<Integer> results = new ArrayList<>();
    try (InOrder<Integer, Integer> squares = new InOrder<>(ITEMS, InOrderTest::square, threads)) {
      while (squares.hasNext()) {
        results.add(squares.next());
      }
    }
    assertEquals(ITEMS.stream().map(i -> i * i).toList(), results);
  }

  /** Takes longer for some, so that later items are often done before earlier ones. */
  private static int square(int i) {
    for (int k = i % 5 * 1000; k > 0; k--) {
      Thread.onSpinWait();
    }
    return i * i;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void failuresComeAtTheirPlacesAndLeaveTheRestToBeTaken(int threads) throws IOException {
    List<Exception> failures =
        List.of(new UserException("a"), new IOException("b"), new IllegalStateException("c"));
    try (InOrder<Integer, Integer> items =
        new InOrder<>(ITEMS, i -> failing(i, failures), threads)) {
      for (int i = 0; i < ITEMS.size(); i++) {
        int wanted = i;
        if (i % 100 < 3) {
          assertSame(failures.get(i % 100), assertThrows(Exception.class, items::next), "" + i);
        } else {
          assertEquals(wanted, items.next());
        }
      }
      assertFalse(items.hasNext());
    }
  }

  private static int failing(int i, List<Exception> failures) throws IOException {
    if (i % 100 >= failures.size()) {
      return i;
    }
    Exception failure = failures.get(i % 100);
    if (failure instanceof IOException e) {
      throw e;
    }
    throw (RuntimeException) failure;
  }

  /** With 4 threads 32 pieces are given: at item k none behind k + 32 can have begun. */
  @Test
  void noMoreThanTheWindowIsDoneAhead() throws IOException {
    AtomicInteger last = new AtomicInteger();
    try (InOrder<Integer, Integer> items =
        new InOrder<>(ITEMS, i -> last.accumulateAndGet(i, Math::max), 4)) {
      for (int taken = 0; items.hasNext(); taken++) {
        items.next();
        assertTrue(last.get() < taken + 32, last + " begun when " + taken + " were taken");
      }
    }
    assertEquals(ITEMS.size() - 1, last.get());
  }

  @Test
  void closingEarlyBeginsNothingMoreAndWaitsForWhatIsUnderWay() throws Exception {
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    Set<Integer> ended = ConcurrentHashMap.newKeySet();
    CountDownLatch bothBegun = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    InOrder<Integer, Integer> items =
        new InOrder<>(
            ITEMS,
            i -> {
              if (i == 0) {
                return i;
              }
              begun.add(i);
              bothBegun.countDown();
              Waiting.until(goOn);
              ended.add(i);
              return i;
            },
            2);
    assertEquals(0, items.next());
    Waiting.until(bothBegun);
    Thread closing = new Thread(items::close);
    closing.start();
    goOn.countDown();
    closing.join(Waiting.MILLIS);
    assertFalse(closing.isAlive());
    assertEquals(begun, ended);
    assertTrue(begun.size() < 16, begun + " begun of a window of 16");
  }

  @Test
  void aWaitingThreadCanBeInterrupted() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    List<Throwable> seen = new ArrayList<>();
    CountDownLatch waiting = new CountDownLatch(2);
    Thread reader =
        new Thread(
            () -> {
              try (InOrder<Integer, Integer> items =
                  new InOrder<>(
                      ITEMS,
                      i -> {
                        waiting.countDown();
                        Waiting.until(never);
                        return i;
                      },
                      2)) {
                items.next();
              } catch (IOException | RuntimeException e) {
                seen.add(e);
                seen.add(Thread.currentThread().isInterrupted() ? null : e);
              }
            });
    reader.start();
    Waiting.until(waiting);
    reader.interrupt();
    reader.join(Waiting.MILLIS);
    never.countDown();
    assertFalse(reader.isAlive());
    assertInstanceOf(InternalException.class, seen.get(0));
    assertSame(null, seen.get(1), "the thread stays interrupted");
  }

  @Test
  void oneFileIsReadByTheCaller() throws IOException {
    try (InOrder<Integer, Thread> one = new InOrder<>(List.of(1), i -> Thread.currentThread())) {
      assertSame(Thread.currentThread(), one.next());
    }
    try (InOrder<Integer, Thread> two = new InOrder<>(List.of(1, 2), i -> Thread.currentThread())) {
      assertTrue(two.next().isDaemon());
    }
  }
}
