/** Where images lie: folders, lists, archives; how they are found, and fetched in tasks. */
package dev.boxmill.input;
