package dev.boxmill.job;

import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** BoxMill's version, as the build wrote it. */
public final class Version implements IVersionProvider {

  /** {@return the version number alone, e.g. "0.1.0"} */
  public static String number() {
    return properties().getProperty("version");
  }

  /** The start of the commit's hash, or "unknown" where it was not built in a git work tree. */
  static String commit() {
    return properties().getProperty("commit");
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/boxmill-version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new InternalException("boxmill-version.properties cannot be read", e);
    }
    return properties;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"BoxMill " + number() + " (" + commit() + ")"};
  }
}
