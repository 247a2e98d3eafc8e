const controller = new AbortController();
const signal = controller.signal;
const downloadButton = document.querySelector('.download');
const cancelButton = document.querySelector('.cancel');

downloadButton.addEventListener('click', fetchVideo);

cancelButton.addEventListener('click', () => {
  controller.abort();
  console.log('Download cancelled');
});

async function fetchVideo() {
  try {
    const response = await fetch('video.mp4', { signal }); // EXPECT: no-spent-controller
    document.querySelector('video').src = URL.createObjectURL(await response.blob());
  } catch (error) {
    console.error(`Download error: ${error.message}`);
  }
}
