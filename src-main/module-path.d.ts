/** A module that is bundled into a file of its own, for a thread; gives the full path of that file. */
declare module '*?modulePath' {
  const path: string;
  export default path;
}
