/** Dialogs that can be opened from anywhere in the window. */
class Dialogs {
  addPortal = $state(false);
  addDocsServer = $state(false);
  palette = $state(false);
}

export const dialogs = new Dialogs();
