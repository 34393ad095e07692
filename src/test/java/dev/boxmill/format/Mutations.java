package dev.boxmill.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages files the way accidents and attackers do. */
public final class Mutations {
  private static final String[] TOKENS = {
    "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
    "<!DOCTYPE a [<!ENTITY b \"cccccccccc\">]>&b;",
    "&b;",
    "&lt;",
    "]]>",
    "<a>",
    "</a>",
    "NaN",
    "Infinity",
    "1e999",
    "-1",
    "99999999999999999999",
    "0x1p3",
    "null",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ";",
    "\n",
    "\r\n",
    "\0",
    "\uFEFF",
    "*a",
    "&a [*a,*a]",
    "!!java.lang.Runtime {}",
    "../",
    "<object>".repeat(100),
    "[".repeat(2000)
  };

  private Mutations() {}

  /** A damaged copy. */
  public static byte[] mutate(byte[] bytes, Random random) {
    byte[] damaged = bytes;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(40));
    byte[] head = Arrays.copyOf(bytes, from);
    byte[] middle = Arrays.copyOfRange(bytes, from, to);
    byte[] tail = Arrays.copyOfRange(bytes, to, bytes.length);
    byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(7)) {
      case 0 -> {
        for (int i = 0; i < middle.length; i++) {
          middle[i] ^= (byte) (1 << random.nextInt(8));
        }
        return join(head, middle, tail);
      }
      case 1 -> {
        return join(head, tail);
      }
      case 2 -> {
        return join(head, middle, middle, tail);
      }
      case 3 -> {
        return head;
      }
      case 4 -> {
        return join(head, token, middle, tail);
      }
      case 5 -> {
        return join(head, token, tail);
      }
      default -> {
        random.nextBytes(middle);
        return join(head, middle, tail);
      }
    }
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
