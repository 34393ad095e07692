package dev.boxmill.spark;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark gave to a task (spark.task.resource.gpu.amount). */
final class TaskGpu {
  private TaskGpu() {}

  /** Its index, as the discovery script named it; 0 where Spark deals out no GPUs. */
  static int index() {
    TaskContext task = TaskContext.get();
    return task == null ? 0 : index(task.resourcesJMap());
  }

  static int index(Map<String, ResourceInformation> resources) {
    ResourceInformation gpu = resources.get("gpu");
    if (gpu == null || gpu.addresses().length == 0) {
      return 0;
    }
    // A name such as GPU-8f2c... says that the process sees that GPU alone.
    String address = gpu.addresses()[0];
    return address.matches("\\d{1,4}") ? Integer.parseInt(address) : 0;
  }
}
