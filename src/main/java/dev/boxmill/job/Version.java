package dev.boxmill.job;

import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** BoxMill's version, as the build wrote it. */
public final class Version implements IVersionProvider {

  /** The version number alone, e.g. "0.1.0". */
  public static String number() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/boxmill-version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new InternalException("boxmill-version.properties cannot be read", e);
    }
    return properties.getProperty("version");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"BoxMill " + number()};
  }
}
