import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.AbstractChannel;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.ControlChannel;
import org.rapaio.jupyter.kernel.channels.ShellChannel;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the Java kernel as its own main class does, but opens the channels that take requests
 * last. Version 3.0.1 opens all of them before it knows whom to hand a request to, so that on a
 * busy machine the first request, which comes at once, ends the thread that reads them, and Jupyter
 * waits for ever.
 */
final class Kernel {
  private Kernel() {}

  public static void main(String[] args) throws Exception {
    // No logging; a cell's own output and errors go to the notebook.
    LogManager.getLogManager().reset();
    ConnectionProperties connection =
        Transform.fromJson(Files.readString(Path.of(args[0])), ConnectionProperties.class);
    Channels channels = new Channels(connection);
    Field field = Channels.class.getDeclaredField("channels");
    field.setAccessible(true);
    Set<AbstractChannel> all = new LinkedHashSet<>();
    ((Set<?>) field.get(channels)).forEach(each -> all.add((AbstractChannel) each));
    Set<AbstractChannel> requests = new LinkedHashSet<>(all);
    requests.removeIf(each -> !(each instanceof ShellChannel || each instanceof ControlChannel));
    Set<AbstractChannel> others = new LinkedHashSet<>(all);
    others.removeAll(requests);

    field.set(channels, others);
    channels.connect(MainApp.kernel);
    field.set(channels, all);
    requests.forEach(each -> each.bind(connection));
    channels.joinUntilClose();
  }
}
