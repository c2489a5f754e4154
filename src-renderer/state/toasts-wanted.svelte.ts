/** Whether there was a first toast, so that the frame has to draw them. */
class ToastsWanted {
  yes = $state(false);
}

export const toastsWanted = new ToastsWanted();
